function Stop-Installation {
    <#
    .SYNOPSIS
        Ends the installation with an exit code and a message for the operator.
    #>
    [CmdletBinding()]
    [OutputType([void])]
    param(
        [Parameter(Mandatory = $true)] [int] $Code,
        [Parameter(Mandatory = $true)] [string] $Key,
        [Parameter()] [object[]] $Values = @()
    )

    $failure = [System.InvalidOperationException]::new((Get-Text $Key $Values))
    $failure.Data['comwatch'] = $Code
    throw $failure
}

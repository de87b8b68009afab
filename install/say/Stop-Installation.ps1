function Stop-Installation {
    <#
    .SYNOPSIS
        Ends the installation with an exit code and a text that the operator understands.
    .DESCRIPTION
        Throws; the end of the script writes the text and exits with the code.
    .PARAMETER Code
        The exit code.
    .PARAMETER Key
        The key of the text.
    .PARAMETER Values
        What its places hold.
    .EXAMPLE
        Stop-Installation $script:ExitCode.Package 'bad-manifest' 'name, version'

        Ends with exit code 3.
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

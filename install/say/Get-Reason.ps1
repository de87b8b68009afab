function Get-Reason {
    <#
    .SYNOPSIS
        The innermost message of an error.
    #>
    [CmdletBinding()]
    [OutputType([string])]
    param(
        [Parameter(Mandatory = $true)] [System.Management.Automation.ErrorRecord] $ErrorRecord
    )

    $ErrorRecord.Exception.GetBaseException().Message
}

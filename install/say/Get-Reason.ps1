function Get-Reason {
    <#
    .SYNOPSIS
        The innermost message of an error.
    .DESCRIPTION
        PowerShell wraps what .NET says; operators want the reason.
    .PARAMETER ErrorRecord
        The error.
    .EXAMPLE
        Get-Reason $_

        Access to the path is denied.
    #>
    [CmdletBinding()]
    [OutputType([string])]
    param(
        [Parameter(Mandatory = $true)] [System.Management.Automation.ErrorRecord] $ErrorRecord
    )

    $ErrorRecord.Exception.GetBaseException().Message
}

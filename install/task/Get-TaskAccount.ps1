function Get-TaskAccount {
    <#
    .SYNOPSIS
        The account of a definition of a task, as it stands there: a SID.
    .DESCRIPTION
        The cmdlets show the name in the language of Windows; the definition holds the SID.
    .PARAMETER Definition
        The definition as XML.
    .EXAMPLE
        Get-TaskAccount (Export-ScheduledTask -TaskName 'comwatch' -TaskPath '\')

        S-1-5-18
    #>
    [CmdletBinding()]
    [OutputType([string])]
    param(
        [Parameter(Mandatory = $true)] [AllowEmptyString()] [string] $Definition
    )

    if ($Definition -match '<UserId>\s*(?<account>[^<]+?)\s*</UserId>') { return $Matches['account'] }
    ''
}

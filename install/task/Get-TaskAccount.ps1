function Get-TaskAccount {
    <#
    .SYNOPSIS
        The account in the definition of a task: a SID.
    #>
    [CmdletBinding()]
    [OutputType([string])]
    param(
        [Parameter(Mandatory = $true)] [AllowEmptyString()] [string] $Definition
    )

    # The cmdlets show the name in the language of Windows; the definition holds the SID.
    if ($Definition -match '<UserId>\s*(?<account>[^<]+?)\s*</UserId>') { return $Matches['account'] }
    ''
}

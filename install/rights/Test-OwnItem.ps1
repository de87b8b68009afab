function Test-OwnItem {
    <#
    .SYNOPSIS
        Whether a file or folder is no link and belongs to someone who may be trusted.
    #>
    [CmdletBinding()]
    [OutputType([bool])]
    param(
        [Parameter(Mandatory = $true)] [string] $Path
    )

    # SYSTEM, Administrators or the account of the task, the present or the former one. An item that has disappeared
    # since it was listed is no foreign one, either.
    if (Test-Link $Path) { return $false }
    try { $sddl = [string] (Get-Acl -LiteralPath $Path).Sddl }
    catch {
        if (Test-Absence $Path) { return $true }
        throw
    }
    if ($sddl -notmatch '^O:(?<owner>S-[\d-]+|[A-Z]{2})') { return $false }
    $owner = $Matches['owner']
    if ($owner -in $script:TrustedOwners -or $owner -eq $script:Place.Account.Sid) { return $true }
    $null -ne $script:Place.Former -and $owner -eq $script:Place.Former.Sid
}

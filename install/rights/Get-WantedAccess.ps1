function Get-WantedAccess {
    <#
    .SYNOPSIS
        The access that a folder is to have, as SDDL.
    #>
    [CmdletBinding()]
    [OutputType([string])]
    param(
        [Parameter(Mandatory = $true)] [ValidateSet('Install', 'Data')] [string] $Folder
    )

    # The program may be read by users. Configuration, state and logs are for SYSTEM and Administrators; another account
    # that the task runs as may change what lies there, since it writes log and state.
    # While the task changes its account, the former one keeps what it needs until its agent has stopped.
    $sids = @()
    foreach ($each in $script:Place.Account, $script:Place.Former) {
        if ($null -ne $each -and $each.Kind -ne 'system' -and $each.Sid -notin $sids) { $sids += $each.Sid }
    }
    $access, $rights = $script:FullForAdministrators, '0x1301bf'
    if ($Folder -eq 'Install') { $access, $rights = ($script:FullForAdministrators + $script:ReadForUsers), '0x1200a9' }
    foreach ($sid in $sids) { $access += "(A;OICI;$rights;;;$sid)" }
    $access
}

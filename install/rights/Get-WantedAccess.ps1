function Get-WantedAccess {
    <#
    .SYNOPSIS
        The wanted access to a folder, as SDDL.
    #>
    [CmdletBinding()]
    [OutputType([string])]
    param(
        [Parameter(Mandatory = $true)] [ValidateSet('Install', 'Data')] [string] $Folder
    )

    # Users may read the program. Configuration, state and logs are for SYSTEM and Administrators; another account of
    # the task may change them, since it writes log and state. While the account of the task changes, the former one
    # keeps what it needs until its agent has stopped.
    $sids = @()
    foreach ($each in $script:Place.Account, $script:Place.Former) {
        if ($null -ne $each -and $each.Kind -ne 'system' -and $each.Sid -notin $sids) { $sids += $each.Sid }
    }
    $access, $rights = $script:FullForAdministrators, '0x1301bf'
    if ($Folder -eq 'Install') { $access, $rights = ($script:FullForAdministrators + $script:ReadForUsers), '0x1200a9' }
    foreach ($sid in $sids) { $access += "(A;OICI;$rights;;;$sid)" }
    $access
}

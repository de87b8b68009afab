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
    $account = $script:Place.Account
    $own = { param($rights) if ($account.Kind -ne 'system') { "(A;OICI;$rights;;;$($account.Sid))" } }
    if ($Folder -eq 'Install') { return $script:FullForAdministrators + $script:ReadForUsers + (& $own '0x1200a9') }
    $script:FullForAdministrators + (& $own '0x1301bf')
}

function Resolve-Account {
    <#
    .SYNOPSIS
        The account of the task: as given, else as before, else SYSTEM.
    #>
    [CmdletBinding()]
    [OutputType([hashtable])]
    param()

    # Returns a table: Kind (system, managed, named), Name and Sid. SYSTEM is identified by its SID, since it has
    # another name in Russian.
    $given = $script:Account
    $former = $script:Place.Former
    if ($script:Uninstall -or ($given -eq '' -and $null -eq $script:Credential)) {
        if ($null -ne $former) { return $former }
        return $script:SystemAccount
    }
    if ($null -ne $script:Credential) { $name = $script:Credential.UserName; $kind = 'named' }
    elseif ($given -in 'SYSTEM', 'S-1-5-18', 'LocalSystem') { return $script:SystemAccount }
    elseif ($given.EndsWith('$', [System.StringComparison]::Ordinal)) { $name = $given; $kind = 'managed' }
    else {
        # SYSTEM under another of its names: 'NT AUTHORITY\SYSTEM', and the one in the language of Windows.
        try { $sid = [System.Security.Principal.NTAccount]::new($given).Translate([System.Security.Principal.SecurityIdentifier]).Value }
        catch { $sid = '' }
        if ($sid -eq $script:SystemAccount.Sid) { return $script:SystemAccount }
        Stop-Installation $script:ExitCode.System 'needs-credential' $given
    }
    try {
        $account = [System.Security.Principal.NTAccount]::new($name)
        $sid = $account.Translate([System.Security.Principal.SecurityIdentifier]).Value
    }
    catch { Stop-Installation $script:ExitCode.System 'unknown-account' $name, (Get-Reason $_) }
    @{ Kind = $kind; Name = $name; Sid = $sid }
}

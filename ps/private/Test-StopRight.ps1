function Test-StopRight {
    <#
    .SYNOPSIS
        Tells whether this account may stop the processes of others.
    .DESCRIPTION
        An elevated administrator and SYSTEM may (SeDebugPrivilege); null where it is not known.
    .EXAMPLE
        Test-StopRight

        True
    #>
    [CmdletBinding()]
    [OutputType([bool])]
    param()

    try {
        if ($env:OS -eq 'Windows_NT') {
            $identity = [System.Security.Principal.WindowsIdentity]::GetCurrent()
            $principal = [System.Security.Principal.WindowsPrincipal]::new($identity)
            # Administrators: by SID, its name is localised. SYSTEM is a member.
            $administrators = [System.Security.Principal.SecurityIdentifier]::new('S-1-5-32-544')
            return $principal.IsInRole($administrators)
        }
        [System.Environment]::UserName -eq 'root'
    }
    catch {
        $null
    }
}

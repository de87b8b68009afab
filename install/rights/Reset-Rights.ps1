function Reset-Rights {
    <#
    .SYNOPSIS
        Lets a file or folder inherit the rights of the folder it lies in, and nothing else.
    #>
    [CmdletBinding()]
    [OutputType([void])]
    param(
        [Parameter(Mandatory = $true)] [string] $Path
    )

    try {
        $acl = Get-Acl -LiteralPath $Path
        $sections = [System.Security.AccessControl.AccessControlSections] 'Owner, Access'
        $acl.SetSecurityDescriptorSddlForm('O:BAD:AI', $sections)
        Set-Acl -LiteralPath $Path -AclObject $acl
    }
    catch { if (-not (Test-Absence $Path)) { throw } }
}

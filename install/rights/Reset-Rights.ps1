function Reset-Rights {
    <#
    .SYNOPSIS
        Lets a file or folder inherit the rights of the folder it lies in, and nothing else.
    .DESCRIPTION
        Its owner becomes Administrators. What has gone meanwhile needs no rights.
    .PARAMETER Path
        The file or folder.
    .EXAMPLE
        Reset-Rights 'C:\ProgramData\comwatch\monitor.ini'

        Closes the file as its folder is closed.
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

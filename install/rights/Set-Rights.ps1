function Set-Rights {
    <#
    .SYNOPSIS
        Creates a folder where there is none and gives it the wanted access and the owner Administrators.
    .DESCRIPTION
        Breaks inheritance: what lies above gives users the right to create files.
    .PARAMETER Path
        The folder.
    .PARAMETER Access
        The wanted access as SDDL.
    .EXAMPLE
        Set-Rights 'C:\ProgramData\comwatch' '(A;OICI;FA;;;SY)(A;OICI;FA;;;BA)'

        Closes the folder to ordinary users.
    #>
    [CmdletBinding()]
    [OutputType([void])]
    param(
        [Parameter(Mandatory = $true)] [string] $Path,
        [Parameter(Mandatory = $true)] [string] $Access
    )

    [void] [System.IO.Directory]::CreateDirectory($Path)
    $acl = Get-Acl -LiteralPath $Path
    $sections = [System.Security.AccessControl.AccessControlSections] 'Owner, Access'
    $acl.SetSecurityDescriptorSddlForm("O:BAD:PAI$Access", $sections)
    Set-Acl -LiteralPath $Path -AclObject $acl
    # Someone may have been quicker, as long as the folder was open.
    Assert-OwnFolder $Path
}

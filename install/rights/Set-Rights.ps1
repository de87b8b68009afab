function Set-Rights {
    <#
    .SYNOPSIS
        Creates a folder where there is none and gives it the wanted access and the owner Administrators.
    #>
    [CmdletBinding()]
    [OutputType([void])]
    param(
        [Parameter(Mandatory = $true)] [string] $Path,
        [Parameter(Mandatory = $true)] [string] $Access
    )

    # Breaks inheritance: the parent folder gives users the right to create files.
    [void] [System.IO.Directory]::CreateDirectory($Path)
    $acl = Get-Acl -LiteralPath $Path
    $sections = [System.Security.AccessControl.AccessControlSections] 'Owner, Access'
    $acl.SetSecurityDescriptorSddlForm("O:BAD:PAI$Access", $sections)
    Set-Acl -LiteralPath $Path -AclObject $acl
    # Someone may have created an item while access to the folder was open.
    Assert-OwnFolder $Path
}

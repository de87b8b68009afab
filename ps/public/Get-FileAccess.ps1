function Get-FileAccess {
    <#
    .SYNOPSIS
        The rights of a file and of its folder, and the account that asks.
    .DESCRIPTION
        As SDDL, which names groups by SID or by letters that are the same in every language of Windows.
    .PARAMETER Path
        The file.
    .EXAMPLE
        Get-FileAccess -Path 'C:\ProgramData\comwatch\monitor.ini'

        A table with the keys account, file and folder.
    #>
    [CmdletBinding()]
    [OutputType([hashtable])]
    param(
        [Parameter(Mandatory = $true)]
        [ValidateNotNullOrEmpty()]
        [string] $Path
    )

    $account = ''
    try {
        $identity = [System.Security.Principal.WindowsIdentity]::GetCurrent()
        $account = [string] $identity.User.Value
        $identity.Dispose()
    }
    catch [System.PlatformNotSupportedException] {
        # Off Windows there is no SID: nobody but the well-known ones is trusted then.
        $account = ''
    }
    @{
        account = $account
        file    = [string] (Get-Acl -LiteralPath $Path).Sddl
        folder  = [string] (Get-Acl -LiteralPath ([System.IO.Path]::GetDirectoryName($Path))).Sddl
    }
}

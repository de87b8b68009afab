function Get-FileAccess {
    <#
    .SYNOPSIS
        Gives the rights of a file, of its folder and of further folders, and the calling account.
    .DESCRIPTION
        As SDDL, which names groups by SID or by letters that are the same in every language of Windows.
    .PARAMETER Path
        The file.
    .PARAMETER Folder
        Further folders, separated by vertical bars; one that does not exist has no rights.
    .EXAMPLE
        Get-FileAccess -Path 'C:\ProgramData\comwatch\monitor.ini'

        A table with the keys account, file, folder and others: the rights of the further folders in their order.
    #>
    [CmdletBinding()]
    [OutputType([hashtable])]
    param(
        [Parameter(Mandatory = $true)]
        [ValidateNotNullOrEmpty()]
        [string] $Path,

        [Parameter()]
        [string] $Folder = ''
    )

    $account = ''
    try {
        $identity = [System.Security.Principal.WindowsIdentity]::GetCurrent()
        $account = [string] $identity.User.Value
        $identity.Dispose()
    }
    catch [System.PlatformNotSupportedException] {
        # Off Windows there is no SID: only the well-known ones are trusted then.
        $account = ''
    }
    $others = [System.Collections.Generic.List[string]]::new()
    foreach ($each in $Folder.Split([char[]] '|', [System.StringSplitOptions]::RemoveEmptyEntries)) {
        if ([System.IO.Directory]::Exists($each)) {
            $others.Add([string] (Get-Acl -LiteralPath $each).Sddl)
        }
        else {
            $others.Add('')
        }
    }
    @{
        account = $account
        file    = [string] (Get-Acl -LiteralPath $Path).Sddl
        folder  = [string] (Get-Acl -LiteralPath ([System.IO.Path]::GetDirectoryName($Path))).Sddl
        others  = $others.ToArray()
    }
}

function Get-FolderItem {
    <#
    .SYNOPSIS
        The paths of everything in a folder, at any depth.
    #>
    [CmdletBinding()]
    [OutputType([string])]
    param(
        [Parameter(Mandatory = $true)] [string] $Path
    )

    # A link is listed, but not followed.
    $waiting = [System.Collections.Generic.Stack[string]]::new()
    $waiting.Push($Path)
    while ($waiting.Count -gt 0) {
        foreach ($each in [System.IO.DirectoryInfo]::new($waiting.Pop()).GetFileSystemInfos()) {
            $each.FullName
            $isLink = $each.Attributes -band [System.IO.FileAttributes]::ReparsePoint
            if (-not $isLink -and $each -is [System.IO.DirectoryInfo]) { $waiting.Push($each.FullName) }
        }
    }
}

function Test-Link {
    <#
    .SYNOPSIS
        Whether a path is a junction, a symbolic link or a mount point.
    #>
    [CmdletBinding()]
    [OutputType([bool])]
    param(
        [Parameter(Mandatory = $true)] [string] $Path
    )

    # Rights set on a link are set on what it points to. A folder that is a reparse point counts as one. A file may be a
    # reparse point and no link: one that Data Deduplication has optimised. What it is then says LinkType, and where that
    # cannot be read, it counts as a link. A hard link is no reparse point.
    # A link to nowhere does not exist to Directory.Exists.
    try { $attributes = [System.IO.File]::GetAttributes($Path) }
    catch [System.IO.IOException] { return $false }
    if (-not ($attributes -band [System.IO.FileAttributes]::ReparsePoint)) { return $false }
    if ($attributes -band [System.IO.FileAttributes]::Directory) { return $true }
    # LinkType has a value for the tags of links and none for others. Tried with symbolic links; a volume with Data
    # Deduplication, and how 5.1 reads the tag there, were not.
    try { [bool] (Get-Item -LiteralPath $Path -Force).LinkType }
    catch { -not (Test-Absence $Path) }
}

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

    # Rights set on a link are set on its target. A folder that is a reparse point counts as a link. A file may be a
    # reparse point without being a link, if Data Deduplication has optimised it. LinkType distinguishes the two, and
    # where that cannot be read, the file counts as a link. A hard link is no reparse point. Directory.Exists does not
    # see a link to nowhere.
    try { $attributes = [System.IO.File]::GetAttributes($Path) }
    catch [System.IO.IOException] { return $false }
    if (-not ($attributes -band [System.IO.FileAttributes]::ReparsePoint)) { return $false }
    if ($attributes -band [System.IO.FileAttributes]::Directory) { return $true }
    # LinkType has a value for the tags of links and none for others. Tested with symbolic links, but not on a volume
    # with Data Deduplication, nor with the way in which 5.1 reads the tag there.
    try { [bool] (Get-Item -LiteralPath $Path -Force).LinkType }
    catch { -not (Test-Absence $Path) }
}

function Remove-EmptyFolder {
    <#
    .SYNOPSIS
        Removes a folder when nothing is in it.
    .DESCRIPTION
        What others put there is not ours to remove; it is named.
    .PARAMETER Path
        The folder.
    .EXAMPLE
        Remove-EmptyFolder 'C:\Program Files\comwatch'

        The folder is gone.
    #>
    [CmdletBinding()]
    [OutputType([void])]
    param(
        [Parameter(Mandatory = $true)] [string] $Path
    )

    if (-not [System.IO.Directory]::Exists($Path)) { return }
    $left = @([System.IO.Directory]::GetFileSystemEntries($Path))
    if ($left.Count -eq 0) { [void] (Remove-Folder $Path) }
    elseif ($script:Uninstall) { Write-Line (Get-Text 'left-behind' ($left -join ', ')) }
}

function Remove-EmptyFolder {
    <#
    .SYNOPSIS
        Removes a folder when nothing is in it.
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

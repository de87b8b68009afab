function Get-OutsideFolder {
    <#
    .SYNOPSIS
        The folders of state and logs that the configuration has put outside the data folder.
    #>
    [CmdletBinding()]
    [OutputType([string])]
    param()

    $data = $script:Place.Data + [System.IO.Path]::DirectorySeparatorChar
    foreach ($each in @((Get-ConfiguredFolder 'state_dir' 'state'), (Get-ConfiguredFolder 'dir' '.'))) {
        $folder = $each.TrimEnd('\', '/') + [System.IO.Path]::DirectorySeparatorChar
        if (-not $folder.StartsWith($data, [System.StringComparison]::OrdinalIgnoreCase) -and [System.IO.Directory]::Exists($each)) { $each }
    }
}

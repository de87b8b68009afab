function Get-StateFolder {
    <#
    .SYNOPSIS
        The state folder, where the agent reports its health and looks for the stop file.
    #>
    [CmdletBinding()]
    [OutputType([string])]
    param()

    $file = Get-ConfigurationFile
    $folder = 'state'
    if ([System.IO.File]::Exists($file) -and
        (Read-FileText $file) -match '(?im)^[ \t]*state_dir[ \t]*[:=][ \t]*(?<folder>[^\r\n]*\S)') {
        $folder = $Matches['folder']
    }
    [System.IO.Path]::GetFullPath([System.IO.Path]::Combine($script:Place.Data, $folder))
}

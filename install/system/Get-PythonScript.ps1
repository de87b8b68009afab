function Get-PythonScript {
    <#
    .SYNOPSIS
        The script of the earlier Python tool that a command line names, or ''.
    #>
    [CmdletBinding()]
    [OutputType([string])]
    param(
        [Parameter(Mandatory = $true)] [AllowEmptyString()] [string] $CommandLine,
        [Parameter()] [AllowEmptyString()] [string] $Folder = ''
    )

    # The name of the script is not known; the configuration beside it identifies it. Where the folder is not known
    # either, its name or the only switch that it had does.
    if ($CommandLine -notmatch '"(?<path>[^"]+\.pyw?)"|(?<path>[^\s"]+\.pyw?)(?=\s|\z)') { return '' }
    $named = [System.Environment]::ExpandEnvironmentVariables($Matches['path'])
    try {
        $path = $named
        if ($Folder -and -not [System.IO.Path]::IsPathRooted($path)) {
            $path = [System.IO.Path]::Combine([System.Environment]::ExpandEnvironmentVariables($Folder).Trim('"'), $path)
        }
        if ([System.IO.Path]::IsPathRooted($path) -and -not $path.StartsWith('\\', [System.StringComparison]::Ordinal)) {
            foreach ($name in 'config.cfg', 'monitor.ini') {
                $file = Join-Name ([System.IO.Path]::GetDirectoryName($path)) $name
                if ([System.IO.File]::Exists($file) -and (Read-FileText $file) -match '(?im)^\s*\[(shellprocess|commethod)\]') { return $path }
            }
            return ''
        }
    }
    # No path at all, or one that may not be read.
    catch { return '' }
    if ([System.IO.Path]::GetFileName($named) -match 'monitor' -or $CommandLine -match '--debug=(True|False)\b') { return $named }
    ''
}

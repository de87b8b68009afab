function Resolve-Folder {
    <#
    .SYNOPSIS
        A folder that was given, or its default, as an absolute path.
    #>
    [CmdletBinding()]
    [OutputType([string])]
    param(
        [Parameter(Mandatory = $true)] [AllowEmptyString()] [string] $Given,
        [Parameter(Mandatory = $true)] [string] $Default
    )

    # Refuses the root of a drive and links: rights would be set on items that are not ours.
    $path = $Default
    if ($Given) { $path = $script:Cmdlet.SessionState.Path.GetUnresolvedProviderPathFromPSPath($Given) }
    $path = [System.IO.Path]::GetFullPath($path)
    $isRoot = [System.IO.Path]::GetPathRoot($path) -eq $path
    if (-not $isRoot) { $path = $path.TrimEnd('\', '/') }
    if ($isRoot -or (Test-Link $path)) { Stop-Installation $script:ExitCode.System 'unsafe-folder' $path }
    $path
}

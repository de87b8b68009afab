function Read-Manifest {
    <#
    .SYNOPSIS
        Reads and checks the manifest of the package.
    #>
    [CmdletBinding()]
    [OutputType([hashtable])]
    param()

    # Returns a table: Version, Sha256 and Files (path, bytes, sha256). Ends the installation when it is not valid.
    $file = Join-Name $script:Place.Source 'manifest.json'
    try { $bytes = [System.IO.File]::ReadAllBytes($file) }
    catch {
        if (-not [System.IO.Directory]::Exists($script:Place.Source)) {
            Stop-Installation $script:ExitCode.Copy 'share-gone' $script:Place.Source, $script:SourceWaitSeconds
        }
        Stop-Installation $script:ExitCode.Package 'no-manifest' $file, (Get-Reason $_)
    }
    $sha = Get-Sha256 -Bytes $bytes
    if ($script:ManifestSha256 -and $script:ManifestSha256 -ne $sha) {
        Stop-Installation $script:ExitCode.Package 'other-manifest' $sha, $script:ManifestSha256
    }
    try { $manifest = ConvertFrom-Json -InputObject ([System.Text.Encoding]::UTF8.GetString($bytes)) }
    catch { Stop-Installation $script:ExitCode.Package 'no-manifest' $file, (Get-Reason $_) }

    $version = [string] (Get-Field $manifest 'version')
    if ((Get-Field $manifest 'name') -ne 'comwatch' -or $version -notmatch $script:VersionPattern) {
        Stop-Installation $script:ExitCode.Package 'bad-manifest' 'name, version'
    }
    $files = @(Get-Field $manifest 'files')
    $seen = [System.Collections.Generic.HashSet[string]]::new([System.StringComparer]::OrdinalIgnoreCase)
    foreach ($each in $files) {
        if (-not (Test-ManifestEntry $each) -or -not $seen.Add([string] $each.path)) {
            Stop-Installation $script:ExitCode.Package 'bad-manifest' ([string] (Get-Field $each 'path'))
        }
    }
    foreach ($needed in 'app/node.exe', 'app/main.mjs', 'monitor.ini') {
        if (-not $seen.Contains($needed)) { Stop-Installation $script:ExitCode.Package 'bad-manifest' $needed }
    }
    @{ Version = $version; Sha256 = $sha; Files = $files }
}

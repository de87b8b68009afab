function Test-Failure {
    <#
    .SYNOPSIS
        Whether this package was rolled back recently.
    #>
    [CmdletBinding()]
    [OutputType([bool])]
    param()

    $file = Join-Name $script:Place.Data 'install-failed.json'
    if ($script:Force -or -not [System.IO.File]::Exists($file)) { return $false }
    try {
        $failure = ConvertFrom-Json -InputObject ([System.IO.File]::ReadAllText($file))
        $age = ([datetime]::UtcNow - [System.IO.File]::GetLastWriteTimeUtc($file)).TotalHours
        (Get-Field $failure 'manifest') -eq $script:Manifest.Sha256 -and $age -lt $script:RetryAfterHours
    }
    catch { $false }
}

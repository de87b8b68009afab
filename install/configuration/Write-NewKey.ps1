function Write-NewKey {
    <#
    .SYNOPSIS
        Names the keys that the new version knows and the previous one did not.
    #>
    [CmdletBinding()]
    [OutputType([void])]
    param(
        [Parameter(Mandatory = $true)] [AllowEmptyString()] [string] $Version
    )

    if (-not $Version -or $Version -eq $script:Manifest.Version) { return }
    if (-not [System.IO.File]::Exists((Join-Name $script:Place.Install "$Version/node.exe"))) { return }
    $before = Invoke-Agent @('config', '--keys') $Version
    $now = Invoke-Agent @('config', '--keys')
    if ($before.ExitCode -ne 0 -or $now.ExitCode -ne 0) { return }
    $known = @($before.Text -split '\s*\n')
    $new = @($now.Text -split '\s*\n' | Where-Object { $_ -notin $known })
    if ($new.Count -gt 0) { Write-Line (Get-Text 'new-keys' ($new -join ', ')) }
}

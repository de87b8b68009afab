function Invoke-Installation {
    <#
    .SYNOPSIS
        Installs, or says that there is nothing to do.
    .DESCRIPTION
        Test, then Set: the manifest and what is there are looked at before anything is changed.
    .EXAMPLE
        Invoke-Installation

        comwatch 0.2.0 is installed
    #>
    [CmdletBinding()]
    [OutputType([void])]
    param()

    $script:Manifest = Read-Manifest
    $version = $script:Manifest.Version
    $script:Place['Version'] = Join-Name $script:Place.Install $version
    foreach ($folder in $script:Place.Install, $script:Place.Data) { Assert-OwnFolder $folder }
    if ((Test-Failure) -and (Get-TaskVersion (Get-Task)) -ne $version) {
        Stop-Installation $script:ExitCode.Unhealthy 'failed-before' $version, $script:RetryAfterHours
    }
    $plan = @(Get-InstallationPlan)
    if ($script:IsDisabled) { Write-Line (Get-Text 'disabled' $script:TaskName) 'WARN' }
    if ($plan.Count -eq 0) { Write-Line (Get-Text 'nothing' $version); return }
    $isDone = Invoke-Plan $plan
    if ($isDone -and -not $script:WhatIfOnly) { Write-Line (Get-Text 'done' $version) }
}

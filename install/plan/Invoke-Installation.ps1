function Invoke-Installation {
    <#
    .SYNOPSIS
        Installs, or says that there is nothing to do.
    #>
    [CmdletBinding()]
    [OutputType([void])]
    param()

    $script:Manifest = Read-Manifest
    $version = $script:Manifest.Version
    $script:Place['Version'] = Join-Name $script:Place.Install $version
    foreach ($folder in $script:Place.Install, $script:Place.Data) { Assert-OwnFolder $folder }
    $task = Get-Task
    $state = Get-TaskState $task
    Write-Line (Get-Text 'found' $version, (Get-TaskVersion $task), $state) 'DEBUG'
    if ((Test-Failure) -and (Get-TaskVersion $task) -ne $version) {
        Stop-Installation $script:ExitCode.Unhealthy 'failed-before' $version, $script:RetryAfterHours
    }
    $plan = @(Get-InstallationPlan)
    $isSwitched = @($plan | Where-Object { $_.Key -eq 'step-switch' }).Count -gt 0
    if ($state -eq 'Disabled' -and -not $isSwitched) { Write-Line (Get-Text 'disabled' $script:TaskName) 'WARN' }
    if ($plan.Count -eq 0) { Write-Line (Get-Text 'nothing' $version); return }
    $isDone = Invoke-Plan $plan
    if ($isDone -and -not $script:WhatIfOnly) { Write-Line (Get-Text 'done' $version) }
}

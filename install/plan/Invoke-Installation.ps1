function Invoke-Installation {
    <#
    .SYNOPSIS
        Installs, or says that there is nothing to do.
    #>
    [CmdletBinding()]
    [OutputType([void])]
    param()

    [void] (Wait-Source $script:Place.Source)
    $script:Manifest = Read-Manifest
    $version = $script:Manifest.Version
    $script:Place['Version'] = Join-Name $script:Place.Install $version
    foreach ($folder in $script:Place.Install, $script:Place.Data) { Assert-OwnFolder $folder }
    Assert-FirstConfiguration
    $script:Variables = @(Get-MachineVariable)
    if ($script:Variables.Count -gt 0) { Write-Line (Get-Text 'variables' ($script:Variables -join ', ')) 'WARN' }
    $task = Get-Task
    $state = Get-TaskState $task
    Write-Line (Get-Text 'found' $version, (Get-TaskVersion $task), $state) 'DEBUG'
    if ((Test-Failure) -and (Get-TaskVersion $task) -ne $version) {
        Stop-Installation $script:ExitCode.Unhealthy 'failed-before' $version, $script:RetryAfterHours
    }
    $plan = @(Get-InstallationPlan)
    $isSwitched = @($plan | Where-Object { $_.Key -eq 'step-switch' }).Count -gt 0
    if ($state -eq 'Disabled' -and -not $isSwitched) { Write-Line (Get-Text 'disabled' $script:TaskName) 'WARN' }
    foreach ($each in @(Get-PythonProcess)) { Write-Line (Get-Text 'python-process' $each.Id, $each.Script) 'WARN' }
    if ($plan.Count -gt 0) {
        foreach ($each in @(Get-PythonTask)) { Write-Line (Get-Text 'python-task' $each.Name, $each.Script) 'WARN' }
    }
    if ($plan.Count -eq 0) {
        if ($script:StepsDone.Count -eq 0) { Write-Line (Get-Text 'nothing' $version) } else { Write-Line (Get-Text 'done' $version) }
        return
    }
    $account = $script:Place.Account
    $isRegistered = @($plan | Where-Object { $_.Key -in 'step-switch', 'step-watchdog' }).Count -gt 0
    if ($isRegistered -and $account.Kind -eq 'named' -and $null -eq $script:Credential) {
        Stop-Installation $script:ExitCode.System 'needs-password' $account.Name
    }
    $isDone = Invoke-Plan $plan
    if ($isDone -and -not $script:WhatIfOnly) { Write-Line (Get-Text 'done' $version) }
}

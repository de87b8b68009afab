function Get-InstallationPlan {
    <#
    .SYNOPSIS
        Lists the steps of an installation, in order.
    #>
    [CmdletBinding()]
    [OutputType([hashtable])]
    param()

    # Reads only. Each difference from the wanted state becomes a step: a table with a Text, an action (Do) and its
    # Argument.
    $task = Get-Task
    $current = Get-TaskVersion $task
    $state = Get-TaskState $task
    $isWhole = Test-VersionFolder
    $isTask = Test-Task $task
    $version = $script:Manifest.Version
    $file = Get-ConfigurationFile
    $isNew = -not [System.IO.File]::Exists($file)

    foreach ($name in 'Install', 'Data') {
        $folder = $script:Place[$name]
        $access = Get-WantedAccess $name
        if (-not (Test-Rights $folder $access)) {
            New-Step 'step-rights' $folder { param($rights) Set-Rights $rights.Path $rights.Access } @{ Path = $folder; Access = $access }
        }
    }
    foreach ($each in @(Get-UnequalChild)) { New-Step 'step-children' $each { param($path) Reset-Rights $path } $each }
    if (-not $isWhole) { New-Step 'step-copy' ($version, $script:Place.Version) { Copy-Version } }
    if ($isNew) {
        $key = 'step-sample'
        if ($script:ConfigPath) { $key = 'step-configuration' }
        New-Step $key $file { Copy-Configuration }
    }
    if (-not $isWhole -or -not $isTask -or $isNew) { New-Step 'step-check' $file { Assert-Configuration } }
    if ((Get-RegistryText $script:EventSourceKey 'EventMessageFile') -ne $script:EventMessageFile) {
        New-Step 'step-source' @() { Register-EventSource }
    }
    if (-not $isTask) {
        New-Step 'step-switch' ($script:TaskName, $version) { param($old) Switch-Version $old; Write-NewKey (Get-TaskVersion $old) } $task
    }
    elseif ($state -ne 'Disabled' -and ($state -ne 'Running' -or -not $isWhole -or $isNew)) {
        # An agent that runs still has the configuration that was removed.
        New-Step 'step-start' $script:TaskName { Stop-Agent; Start-Version }
    }
    # After the agent: a version that is rolled back leaves the watchdog as it was.
    if (-not (Test-Watchdog)) { New-Step 'step-watchdog' $script:WatchdogName { Register-Watchdog } }
    if ($script:Protect -and (Test-ClearPassword)) { New-Step 'step-protect' $file { Protect-Configuration } }
    if ((Get-RegistryText $script:ProductKey 'Version') -ne $version) {
        New-Step 'step-version' $script:ProductKey { Set-RegistryText $script:ProductKey 'Version' 'REG_SZ' $script:Manifest.Version }
    }
    foreach ($each in @(Get-OldFolder $current)) { New-Step 'step-remove' $each { param($path) [void] (Remove-Folder $path) } $each }
}

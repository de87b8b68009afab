function Start-Agent {
    <#
    .SYNOPSIS
        Starts the task and waits until the agent of this version reports healthy.
    #>
    [CmdletBinding()]
    [OutputType([string])]
    param(
        [Parameter(Mandatory = $true)] [string] $Version
    )

    # Returns '' or the reason why it is not healthy. Does not wait for an agent that has ended, unless the scheduler
    # restarts it at once.
    $state = Get-StateFolder
    if ((Get-TaskState) -eq 'Running') {
        # The watchdog was quicker, with the previous definition.
        Stop-ScheduledTask -TaskName $script:TaskName -TaskPath '\' -ErrorAction 'Stop'
        [void] (Wait-Until { (Get-TaskState) -ne 'Running' } $script:EndTimeoutMs)
    }
    foreach ($name in 'status.json', 'health.json') {
        $file = Join-Name $state $name
        if ([System.IO.File]::Exists($file)) { [System.IO.File]::Delete($file) }
    }
    Start-ScheduledTask -TaskName $script:TaskName -TaskPath '\' -ErrorAction 'Stop'
    $clock = [System.Diagnostics.Stopwatch]::StartNew()
    $ran = $false
    $endedAt = -1
    $health = ''
    while ($clock.Elapsed.TotalSeconds -lt $script:HealthTimeoutSeconds) {
        $health = Get-Health $state $Version
        if ($health -eq 'healthy') { return '' }
        # A query that fails says nothing of the agent; its health is looked at as long as there is time.
        # A task whose start waits for the scheduler is queued.
        try { $running = (Get-TaskState) -in 'Running', 'Queued' }
        catch { $running = $true }
        if ($running) { $ran = $true; $endedAt = -1 }
        elseif ($endedAt -lt 0 -and ($ran -or $clock.ElapsedMilliseconds -gt 5000)) { $endedAt = $clock.ElapsedMilliseconds }
        if ($endedAt -ge 0 -and $clock.ElapsedMilliseconds - $endedAt -gt 3000) {
            $info = Get-ScheduledTaskInfo -TaskName $script:TaskName -TaskPath '\' -ErrorAction 'SilentlyContinue'
            return Get-Text 'agent-ended' (Get-Field $info 'LastTaskResult')
        }
        [System.Threading.Thread]::Sleep($script:PollMs)
    }
    if ($health -eq 'checking') {
        Write-Line (Get-Text 'still-checking' $script:HealthTimeoutSeconds) 'WARN'
        return ''
    }
    Get-Text 'not-healthy' $script:HealthTimeoutSeconds
}

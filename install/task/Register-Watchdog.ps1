function Register-Watchdog {
    <#
    .SYNOPSIS
        Registers the task of the watchdog in its wanted form.
    #>
    [CmdletBinding()]
    [OutputType([void])]
    param()

    # A separate task: a second action of the first one would wait for the end of the agent. It leaves an agent alone if
    # its task is disabled.
    $everyFiveMinutes = @{ Once = $true; At = [datetime]::Today.AddMinutes(2); RepetitionInterval = [timespan]::FromMinutes(5) }
    $trigger = New-ScheduledTaskTrigger @everyFiveMinutes -ErrorAction 'Stop'
    $options = @{ ExecutionTimeLimit = [timespan]::FromMinutes(5) }
    $description = "comwatch $($script:Manifest.Version): starts an agent again that hangs"
    Register-OwnTask $script:WatchdogName (Get-WantedAction 'watchdog') @($trigger) $options $description
}

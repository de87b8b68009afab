function Register-Task {
    <#
    .SYNOPSIS
        Registers the task in its wanted form.
    #>
    [CmdletBinding()]
    [OutputType([void])]
    param(
        [Parameter(Mandatory = $true)] [bool] $Disabled
    )

    # At start-up, and again every five minutes without end; IgnoreNew makes that harmless while the agent runs.
    $atStartup = New-ScheduledTaskTrigger -AtStartup -ErrorAction 'Stop'
    $everyFiveMinutes = @{ Once = $true; At = [datetime]::Today; RepetitionInterval = [timespan]::FromMinutes(5) }
    $again = New-ScheduledTaskTrigger @everyFiveMinutes -ErrorAction 'Stop'
    $options = @{
        # PT0S: without it the task is ended after three days.
        ExecutionTimeLimit = [timespan]::Zero
        RestartCount       = 999
        RestartInterval    = [timespan]::FromMinutes(1)
        Disable            = $Disabled
    }
    $description = "comwatch $($script:Manifest.Version): watches the processes of a COM+ application"
    Register-OwnTask $script:TaskName (Get-WantedAction) @($atStartup, $again) $options $description
}

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

    # At start-up, and a watchdog every five minutes without end, which IgnoreNew makes harmless while the agent runs. A
    # managed account logs on by password but is given none.
    $wanted = Get-WantedAction
    $action = New-ScheduledTaskAction @wanted -ErrorAction 'Stop'
    $atStartup = New-ScheduledTaskTrigger -AtStartup -ErrorAction 'Stop'
    $everyFiveMinutes = @{ Once = $true; At = [datetime]::Today; RepetitionInterval = [timespan]::FromMinutes(5) }
    $watchdog = New-ScheduledTaskTrigger @everyFiveMinutes -ErrorAction 'Stop'
    $options = @{
        AllowStartIfOnBatteries    = $true
        DontStopIfGoingOnBatteries = $true
        StartWhenAvailable         = $true
        MultipleInstances          = 'IgnoreNew'
        Compatibility              = 'Win8'
        # PT0S: without it the task is ended after three days. 5 is normal priority, 7 (the default) is below.
        ExecutionTimeLimit         = [timespan]::Zero
        Priority                   = 5
        RestartCount               = 999
        RestartInterval            = [timespan]::FromMinutes(1)
        Disable                    = $Disabled
    }
    $task = @{
        TaskName    = $script:TaskName
        TaskPath    = '\'
        Description = "comwatch $($script:Manifest.Version): watches the processes of a COM+ application"
        Action      = $action
        Trigger     = @($atStartup, $watchdog)
        Settings    = New-ScheduledTaskSettingsSet @options -ErrorAction 'Stop'
        Force       = $true
    }
    $account = $script:Place.Account
    if ($account.Kind -eq 'named') {
        $task['User'] = $account.Name
        $task['Password'] = $script:Credential.GetNetworkCredential().Password
        $task['RunLevel'] = 'Highest'
    }
    else {
        $logon = 'ServiceAccount'
        if ($account.Kind -eq 'managed') { $logon = 'Password' }
        $principal = @{ UserId = $account.Name; LogonType = $logon; RunLevel = 'Highest' }
        $task['Principal'] = New-ScheduledTaskPrincipal @principal -ErrorAction 'Stop'
    }
    [void] (Register-ScheduledTask @task -ErrorAction 'Stop')
}

function Get-AgentTask {
    <#
    .SYNOPSIS
        Describes the scheduled task of the agent as it is registered.
    .DESCRIPTION
        From its exported definition, which is the same in every language of Windows. Values that the definition leaves
        out are empty: then the default of the Task Scheduler holds. Nothing is changed.
    .PARAMETER Name
        The name of the task in the root folder of the Task Scheduler.
    .EXAMPLE
        Get-AgentTask -Name 'comwatch'

        A table with the keys present, state, lastResult, execute, argument, workingFolder, account, level, boot, repetition,
        timeLimit, instances, onBattery, stopOnBattery, priority, whenAvailable, restartCount, restartInterval and enabled.
    #>
    [CmdletBinding()]
    [OutputType([hashtable])]
    param(
        [Parameter(Mandatory = $true)]
        [ValidatePattern('^[\w .-]{1,60}$')]
        [string] $Name
    )

    if (-not (Test-CommandPresence -Name 'Export-ScheduledTask')) {
        throw 'This PowerShell has no cmdlets for scheduled tasks.'
    }
    try {
        $definition = [string] (Export-ScheduledTask -TaskName $Name -TaskPath '\' -ErrorAction 'Stop')
        $task = Get-ScheduledTask -TaskName $Name -TaskPath '\' -ErrorAction 'Stop'
        $information = Get-ScheduledTaskInfo -TaskName $Name -TaskPath '\' -ErrorAction 'Stop'
    }
    catch {
        # 0x80070002: there is no such task.
        if ($_.FullyQualifiedErrorId -like 'CmdletizationQuery_NotFound*' -or $_.FullyQualifiedErrorId -like '*80070002*') {
            return @{ present = $false }
        }
        throw
    }
    # PowerShell 7 may see the task through Windows PowerShell, with a number as its state.
    $states = @{ '1' = 'Disabled'; '2' = 'Queued'; '3' = 'Ready'; '4' = 'Running' }
    $state = [string] $task.State
    if ($states.ContainsKey($state)) {
        $state = $states[$state]
    }
    # Triggers have an element Enabled, too: only that of the settings counts.
    $settings = [regex]::Match($definition, '(?s)<Settings>.*</Settings>').Value
    $restart = [regex]::Match($settings, '(?s)<RestartOnFailure>.*</RestartOnFailure>').Value
    @{
        present         = $true
        state           = $state
        lastResult      = ConvertTo-InvariantText -Value $information.LastTaskResult
        execute         = Get-ElementText -Definition $definition -Name 'Command'
        argument        = Get-ElementText -Definition $definition -Name 'Arguments'
        workingFolder   = Get-ElementText -Definition $definition -Name 'WorkingDirectory'
        account         = Get-ElementText -Definition $definition -Name 'UserId'
        level           = Get-ElementText -Definition $definition -Name 'RunLevel'
        boot            = $definition.Contains('<BootTrigger')
        repetition      = Get-ElementText -Definition ([regex]::Match($definition, '(?s)<Repetition>.*?</Repetition>').Value) -Name 'Interval'
        timeLimit       = Get-ElementText -Definition $settings -Name 'ExecutionTimeLimit'
        instances       = Get-ElementText -Definition $settings -Name 'MultipleInstancesPolicy'
        onBattery       = Get-ElementText -Definition $settings -Name 'DisallowStartIfOnBatteries'
        stopOnBattery   = Get-ElementText -Definition $settings -Name 'StopIfGoingOnBatteries'
        priority        = Get-ElementText -Definition $settings -Name 'Priority'
        whenAvailable   = Get-ElementText -Definition $settings -Name 'StartWhenAvailable'
        restartCount    = Get-ElementText -Definition $restart -Name 'Count'
        restartInterval = Get-ElementText -Definition $restart -Name 'Interval'
        enabled         = Get-ElementText -Definition $settings -Name 'Enabled'
    }
}

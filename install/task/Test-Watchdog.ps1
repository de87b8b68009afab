function Test-Watchdog {
    <#
    .SYNOPSIS
        Whether the task of the watchdog has its wanted form.
    #>
    [CmdletBinding()]
    [OutputType([bool])]
    param()

    # Whether it is enabled does not matter: that is the operators' decision.
    $task = Get-Task $script:WatchdogName
    if ($null -eq $task) { return $false }
    $action = Get-TaskAction $task
    $wanted = Get-WantedAction 'watchdog'
    $settings = Get-Field $task 'Settings'
    $definition = [string] (Export-ScheduledTask -TaskName $script:WatchdogName -TaskPath '\' -ErrorAction 'Stop')
    [string] (Get-Field $action 'Execute') -eq $wanted.Execute -and
    [string] (Get-Field $action 'Arguments') -eq $wanted.Argument -and
    (Get-TaskAccount $definition) -in $script:Place.Account.Sid, $script:Place.Account.Name -and
    [string] (Get-Field $settings 'ExecutionTimeLimit') -eq 'PT5M'
}

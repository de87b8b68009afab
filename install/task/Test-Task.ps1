function Test-Task {
    <#
    .SYNOPSIS
        Whether the task has its wanted form.
    #>
    [CmdletBinding()]
    [OutputType([bool])]
    param(
        [Parameter(Mandatory = $true)] [AllowNull()] [object] $Task
    )

    # Whether it is enabled does not matter: that is the operators' decision.
    if ($null -eq $Task) { return $false }
    $action = Get-TaskAction $Task
    $wanted = Get-WantedAction
    $settings = Get-Field $Task 'Settings'
    $definition = [string] (Export-ScheduledTask -TaskName $script:TaskName -TaskPath '\' -ErrorAction 'Stop')
    $account = Get-TaskAccount $definition
    [string] (Get-Field $action 'Execute') -eq $wanted.Execute -and
    [string] (Get-Field $action 'Arguments') -eq $wanted.Argument -and
    @(Get-Field $Task 'Triggers').Count -eq 2 -and
    $account -in $script:Place.Account.Sid, $script:Place.Account.Name -and
    [string] (Get-Field $settings 'ExecutionTimeLimit') -eq 'PT0S' -and
    # 2 where PowerShell 7 sees the number.
    [string] (Get-Field $settings 'MultipleInstances') -in 'IgnoreNew', '2' -and
    -not (Get-Field $settings 'DisallowStartIfOnBatteries') -and
    -not (Get-Field $settings 'StopIfGoingOnBatteries') -and
    [int] (Get-Field $settings 'Priority') -in 4, 5, 6
}

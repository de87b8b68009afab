function Get-TaskState {
    <#
    .SYNOPSIS
        Disabled, Queued, Ready, Running, or '' without a task.
    .DESCRIPTION
        PowerShell 7 may see the task through Windows PowerShell and then a number for its state.
    .PARAMETER Task
        The task, when it is known already.
    .EXAMPLE
        Get-TaskState

        Running
    #>
    [CmdletBinding()]
    [OutputType([string])]
    param(
        [Parameter()] [AllowNull()] [object] $Task = (Get-Task)
    )

    $state = [string] (Get-Field $Task 'State')
    switch ($state) {
        '1' { 'Disabled' }
        '2' { 'Queued' }
        '3' { 'Ready' }
        '4' { 'Running' }
        default { $state }
    }
}

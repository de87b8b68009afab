function Get-TaskState {
    <#
    .SYNOPSIS
        Disabled, Queued, Ready, Running, or '' without a task.
    #>
    [CmdletBinding()]
    [OutputType([string])]
    param(
        [Parameter()] [AllowNull()] [object] $Task = (Get-Task)
    )

    # PowerShell 7 may see the task through Windows PowerShell, with a number as its state.
    $state = [string] (Get-Field $Task 'State')
    switch ($state) {
        '1' { 'Disabled' }
        '2' { 'Queued' }
        '3' { 'Ready' }
        '4' { 'Running' }
        default { $state }
    }
}

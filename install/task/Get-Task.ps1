function Get-Task {
    <#
    .SYNOPSIS
        The Scheduled Task, or null.
    .DESCRIPTION
        In the root folder of the Task Scheduler.
    .EXAMPLE
        Get-Task

        The task.
    #>
    [CmdletBinding()]
    [OutputType([object])]
    param()

    Get-ScheduledTask -TaskName $script:TaskName -TaskPath '\' -ErrorAction 'SilentlyContinue'
}

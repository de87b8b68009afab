function Get-Task {
    <#
    .SYNOPSIS
        The Scheduled Task of the agent or of the watchdog, or null.
    #>
    [CmdletBinding()]
    [OutputType([object])]
    param(
        [Parameter()] [string] $Name = $script:TaskName
    )

    # In the root folder of the Task Scheduler. Only the answer that there is none gives null: any other failure ends
    # the installation, since a task that could not be seen would be taken for a missing one.
    try { Get-ScheduledTask -TaskName $Name -TaskPath '\' -ErrorAction 'Stop' }
    catch {
        if ($_.FullyQualifiedErrorId -like 'CmdletizationQuery_NotFound*') { return $null }
        Stop-Installation $script:ExitCode.Unexpected 'task-unread' $Name, (Get-Reason $_)
    }
}

function Get-PythonTask {
    <#
    .SYNOPSIS
        The enabled tasks that start the earlier Python tool, as tables with Name and Script.
    #>
    [CmdletBinding()]
    [OutputType([hashtable])]
    param()

    try { $found = @(Get-ScheduledTask -ErrorAction 'Stop') }
    catch { return }
    foreach ($task in $found) {
        if ((Get-TaskState $task) -eq 'Disabled') { continue }
        foreach ($action in @(Get-Field $task 'Actions')) {
            $line = "$(Get-Field $action 'Execute') $(Get-Field $action 'Arguments')"
            $path = Get-PythonScript $line ([string] (Get-Field $action 'WorkingDirectory'))
            if ($path) { @{ Name = "$(Get-Field $task 'TaskPath')$(Get-Field $task 'TaskName')"; Script = $path } }
        }
    }
}

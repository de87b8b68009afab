function Get-WantedAction {
    <#
    .SYNOPSIS
        The action of a task of ours: the agent, or its watchdog.
    #>
    [CmdletBinding()]
    [OutputType([hashtable])]
    param(
        [Parameter()] [ValidateSet('run', 'watchdog')] [string] $Command = 'run'
    )

    # node.exe itself, so that ending the task ends the agent. Where variables of the machine would change how Node
    # starts, cmd.exe removes them first. It expands nothing in quotes except a % that names a variable, and with /s it
    # removes only the outer quotes.
    $folder = $script:Place.Version
    $program = '"' + (Join-Name $folder 'node.exe') + '"'
    # The agent knows the name of its task, so that it can be restarted by it.
    $argument = '"{0}" {1} --config "{2}" --task "{3}"' -f (Join-Name $folder 'main.mjs'), $Command, (Get-ConfigurationFile), $script:TaskName
    $unset = @(foreach ($each in $script:Variables) { if ($each -match $script:StartVariablePattern) { 'set "{0}="' -f $each } })
    if ($unset.Count -gt 0) {
        $argument = '/d /v:off /s /c "' + ((@($unset) + @("$program $argument")) -join ' & ') + '"'
        $program = '"' + (Join-Name $env:SystemRoot 'System32/cmd.exe') + '"'
    }
    @{ Execute = $program; Argument = $argument; WorkingDirectory = $folder }
}

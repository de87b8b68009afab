function Get-WantedAction {
    <#
    .SYNOPSIS
        What a task of ours runs: the agent, or its watchdog.
    #>
    [CmdletBinding()]
    [OutputType([hashtable])]
    param(
        [Parameter()] [ValidateSet('run', 'watchdog')] [string] $Command = 'run'
    )

    # node.exe itself, so that ending the task ends the agent.
    # Where variables of the machine would change how Node starts, cmd.exe takes them away first. It does not expand what
    # stands in quotes but for a % that names a variable, and with /s it drops the outer quotes alone.
    $folder = $script:Place.Version
    $program = '"' + (Join-Name $folder 'node.exe') + '"'
    # The agent says by which task it runs, so that it is started again by that.
    $argument = '"{0}" {1} --config "{2}" --task "{3}"' -f (Join-Name $folder 'main.mjs'), $Command, (Get-ConfigurationFile), $script:TaskName
    $unset = @(foreach ($each in $script:Variables) { if ($each -match $script:StartVariablePattern) { 'set "{0}="' -f $each } })
    if ($unset.Count -gt 0) {
        $argument = '/d /v:off /s /c "' + ((@($unset) + @("$program $argument")) -join ' & ') + '"'
        $program = '"' + (Join-Name $env:SystemRoot 'System32/cmd.exe') + '"'
    }
    @{ Execute = $program; Argument = $argument; WorkingDirectory = $folder }
}

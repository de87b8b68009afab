function Get-WantedAction {
    <#
    .SYNOPSIS
        What the task runs.
    #>
    [CmdletBinding()]
    [OutputType([hashtable])]
    param()

    # node.exe itself, so that ending the task ends the agent.
    # Where variables of the machine would change how Node starts, cmd.exe takes them away first. It does not expand what
    # stands in quotes but for a % that names a variable, and with /s it drops the outer quotes alone.
    $folder = $script:Place.Version
    $program = '"' + (Join-Name $folder 'node.exe') + '"'
    $argument = '"{0}" run --config "{1}"' -f (Join-Name $folder 'main.mjs'), (Get-ConfigurationFile)
    $unset = @(foreach ($each in $script:Variables) { if ($each -match $script:StartVariablePattern) { 'set "{0}="' -f $each } })
    if ($unset.Count -gt 0) {
        $argument = '/d /v:off /s /c "' + ((@($unset) + @("$program $argument")) -join ' & ') + '"'
        $program = '"' + (Join-Name $env:SystemRoot 'System32/cmd.exe') + '"'
    }
    @{ Execute = $program; Argument = $argument; WorkingDirectory = $folder }
}

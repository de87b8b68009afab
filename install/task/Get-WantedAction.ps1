function Get-WantedAction {
    <#
    .SYNOPSIS
        What the task runs.
    .DESCRIPTION
        node.exe itself, so that ending the task ends the agent.
    .EXAMPLE
        Get-WantedAction

        A table with the keys Execute, Argument and WorkingDirectory.
    #>
    [CmdletBinding()]
    [OutputType([hashtable])]
    param()

    $folder = $script:Place.Version
    @{
        Execute          = '"' + (Join-Name $folder 'node.exe') + '"'
        Argument         = '"{0}" run --config "{1}"' -f (Join-Name $folder 'main.mjs'), (Get-ConfigurationFile)
        WorkingDirectory = $folder
    }
}

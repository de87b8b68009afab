function Get-WantedAction {
    <#
    .SYNOPSIS
        What the task runs.
    #>
    [CmdletBinding()]
    [OutputType([hashtable])]
    param()

    # node.exe itself, so that ending the task ends the agent.
    $folder = $script:Place.Version
    @{
        Execute          = '"' + (Join-Name $folder 'node.exe') + '"'
        Argument         = '"{0}" run --config "{1}"' -f (Join-Name $folder 'main.mjs'), (Get-ConfigurationFile)
        WorkingDirectory = $folder
    }
}

function Get-StateFolder {
    <#
    .SYNOPSIS
        The state folder, where the agent reports its health and looks for the stop file.
    #>
    [CmdletBinding()]
    [OutputType([string])]
    param()

    Get-ConfiguredFolder 'state_dir' 'state'
}

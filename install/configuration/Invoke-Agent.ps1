function Invoke-Agent {
    <#
    .SYNOPSIS
        Runs one command of a version on the configuration.
    #>
    [CmdletBinding()]
    [OutputType([hashtable])]
    param(
        [Parameter(Mandatory = $true)] [string[]] $Command,
        [Parameter()] [string] $Version = $script:Manifest.Version
    )

    # Returns a table: ExitCode and Text. No secret is among the arguments.
    $folder = Join-Name $script:Place.Install $Version
    $arguments = @(Join-Name $folder 'main.mjs') + $Command + @('--config', (Get-ConfigurationFile))
    Invoke-Program -FilePath (Join-Name $folder 'node.exe') -Arguments $arguments -WorkingFolder $folder
}

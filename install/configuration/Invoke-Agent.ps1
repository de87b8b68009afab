function Invoke-Agent {
    <#
    .SYNOPSIS
        Runs one command of a version on the configuration.
    .DESCRIPTION
        Gives a table: ExitCode and Text. No secret is among the arguments.
    .PARAMETER Command
        The command and its options.
    .PARAMETER Version
        The version; the one of the package unless given.
    .EXAMPLE
        Invoke-Agent @('check-config')

        A table with the keys ExitCode and Text.
    #>
    [CmdletBinding()]
    [OutputType([hashtable])]
    param(
        [Parameter(Mandatory = $true)] [string[]] $Command,
        [Parameter()] [string] $Version = $script:Manifest.Version
    )

    $folder = Join-Name $script:Place.Install $Version
    $arguments = @(Join-Name $folder 'main.mjs') + $Command + @('--config', (Get-ConfigurationFile))
    Invoke-Program -FilePath (Join-Name $folder 'node.exe') -Arguments $arguments -WorkingFolder $folder
}

function Invoke-Agent {
    <#
    .SYNOPSIS
        Runs one command of the new version on the configuration.
    .DESCRIPTION
        Gives a table: ExitCode and Text. No secret is among the arguments.
    .PARAMETER Command
        The command and its options.
    .EXAMPLE
        Invoke-Agent @('check-config')

        A table with the keys ExitCode and Text.
    #>
    [CmdletBinding()]
    [OutputType([hashtable])]
    param(
        [Parameter(Mandatory = $true)] [string[]] $Command
    )

    $folder = $script:Place.Version
    $arguments = @(Join-Name $folder 'main.mjs') + $Command + @('--config', (Get-ConfigurationFile))
    Invoke-Program -FilePath (Join-Name $folder 'node.exe') -Arguments $arguments -WorkingFolder $folder
}

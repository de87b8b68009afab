function Get-CommandLineReader {
    <#
    .SYNOPSIS
        Gives the class that reads a command line from the process itself.
    .DESCRIPTION
        Loads ComProbe.dll of the program once, from the folder com beside the module. Fails where the DLL is not there
        or a policy does not let it load.
    .EXAMPLE
        (Get-CommandLineReader)::Read(4712)

        A table with the keys startedAt, commandLine, error and message.
    #>
    [CmdletBinding()]
    [OutputType([type])]
    param()

    if ($null -eq $script:CommandLineReader) {
        $script:CommandLineReader = (Get-ProbeAssembly).GetType('Comwatch.Probing.CommandLineReader', $true)
    }
    $script:CommandLineReader
}

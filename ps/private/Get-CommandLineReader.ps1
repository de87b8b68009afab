function Get-CommandLineReader {
    <#
    .SYNOPSIS
        Gives the class that reads a command line from the process itself.
    .DESCRIPTION
        Loads the program's ComProbe.dll once, from the folder com beside the module. Fails where the DLL is missing or
        a policy forbids loading it.
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

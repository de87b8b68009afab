function Get-ProbeAssembly {
    <#
    .SYNOPSIS
        Loads the program's ComProbe.dll: the build for the .NET that this PowerShell runs on.
    .DESCRIPTION
        It is in the folder com beside the module. Fails where the DLL is missing or a policy forbids loading it.
    .EXAMPLE
        (Get-ProbeAssembly).GetType('Comwatch.Probing.CommandLineReader', $true)
    #>
    [CmdletBinding()]
    [OutputType([System.Reflection.Assembly])]
    param()

    $framework = 'net462'
    if ($PSVersionTable.PSEdition -eq 'Core') {
        $framework = 'netstandard2.0'
    }
    $program = [System.IO.Path]::GetDirectoryName($PSScriptRoot)
    # Loading it again gives the same assembly.
    [System.Reflection.Assembly]::LoadFrom([System.IO.Path]::Combine($program, 'com', $framework, 'ComProbe.dll'))
}

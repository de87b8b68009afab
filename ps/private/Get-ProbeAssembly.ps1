function Get-ProbeAssembly {
    <#
    .SYNOPSIS
        Loads ComProbe.dll of the program: the build for the .NET that this PowerShell runs on.
    .DESCRIPTION
        It lies in the folder com beside the module. Fails where the DLL is not there or a policy does not let it load.
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
    # Loading it once more gives the same assembly.
    [System.Reflection.Assembly]::LoadFrom([System.IO.Path]::Combine($program, 'com', $framework, 'ComProbe.dll'))
}

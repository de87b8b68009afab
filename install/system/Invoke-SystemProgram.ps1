function Invoke-SystemProgram {
    <#
    .SYNOPSIS
        Runs a program of System32, by its full path.
    .DESCRIPTION
        Never by the PATH, which others may have a say in.
    .PARAMETER Name
        The program.
    .PARAMETER Arguments
        Its arguments.
    .EXAMPLE
        Invoke-SystemProgram 'reg.exe' @('query', 'HKLM\SOFTWARE\comwatch')

        A table with the keys ExitCode and Text.
    #>
    [CmdletBinding()]
    [OutputType([hashtable])]
    param(
        [Parameter(Mandatory = $true)] [string] $Name,
        [Parameter(Mandatory = $true)] [string[]] $Arguments
    )

    Invoke-Program -FilePath (Join-Name $env:SystemRoot "System32/$Name") -Arguments $Arguments
}

function Invoke-SystemProgram {
    <#
    .SYNOPSIS
        Runs a program of System32, by its full path.
    #>
    [CmdletBinding()]
    [OutputType([hashtable])]
    param(
        [Parameter(Mandatory = $true)] [string] $Name,
        [Parameter(Mandatory = $true)] [string[]] $Arguments
    )

    # Never by the PATH, which others may influence.
    Invoke-Program -FilePath (Join-Name $env:SystemRoot "System32/$Name") -Arguments $Arguments
}

function Test-Health {
    <#
    .SYNOPSIS
        Whether the agent of a version has reported healthy.
    #>
    [CmdletBinding()]
    [OutputType([bool])]
    param(
        [Parameter(Mandatory = $true)] [string] $Path,
        [Parameter(Mandatory = $true)] [string] $Version
    )

    try {
        if (-not [System.IO.File]::Exists($Path)) { return $false }
        $health = ConvertFrom-Json -InputObject ([System.IO.File]::ReadAllText($Path))
        (Get-Field $health 'version') -eq $Version -and [bool] (Get-Field $health 'healthySince')
    }
    catch { $false }
}

function Get-InstalledName {
    <#
    .SYNOPSIS
        The path of a package file in the version folder, or '' when it is not installed.
    #>
    [CmdletBinding()]
    [OutputType([string])]
    param(
        [Parameter(Mandatory = $true)] [string] $Path
    )

    if ($Path.StartsWith('app/', [System.StringComparison]::Ordinal)) { return $Path.Substring(4) }
    if ($Path -in $script:CompanionFiles) { return $Path }
    ''
}

function Get-InstalledName {
    <#
    .SYNOPSIS
        Where a file of the package goes in the version folder, or '' when it stays behind.
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

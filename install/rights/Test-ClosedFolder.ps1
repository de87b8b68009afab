function Test-ClosedFolder {
    <#
    .SYNOPSIS
        Whether only SYSTEM, Administrators and the present or former account of the task have access to a folder.
    #>
    [CmdletBinding()]
    [OutputType([bool])]
    param(
        [Parameter(Mandatory = $true)] [string] $Path
    )

    if (-not [System.IO.Directory]::Exists($Path) -or (Test-Link $Path)) { return $false }
    $sddl = [string] (Get-Acl -LiteralPath $Path).Sddl
    if ($sddl -notmatch '^O:(BA|SY)(G:[^:]*)?D:(?<flags>[A-Z]*)(?<list>(\([^)]*\))*)') { return $false }
    $flags, $list = $Matches['flags'], $Matches['list']
    if ($flags -notmatch 'P') { return $false }
    $let = @('SY', 'BA', 'LA') + @(foreach ($each in $script:Place.Account, $script:Place.Former) { if ($null -ne $each) { $each.Sid } })
    foreach ($entry in [regex]::Matches($list, '\((?<type>[A-Z]+);[^)]*;(?<who>[^;)]+)\)')) {
        if ($entry.Groups['type'].Value -ne 'D' -and $entry.Groups['who'].Value -notin $let) { return $false }
    }
    $true
}

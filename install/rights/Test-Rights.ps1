function Test-Rights {
    <#
    .SYNOPSIS
        Whether a folder has exactly the wanted access and belongs to SYSTEM or Administrators.
    #>
    [CmdletBinding()]
    [OutputType([bool])]
    param(
        [Parameter(Mandatory = $true)] [string] $Path,
        [Parameter(Mandatory = $true)] [string] $Access
    )

    # Compares SDDL, in which Windows writes full control in two ways.
    if (-not [System.IO.Directory]::Exists($Path)) { return $false }
    $sddl = [string] (Get-Acl -LiteralPath $Path).Sddl
    if ($sddl -notmatch '^O:(BA|SY)(G:[^:]*)?D:(?<flags>[A-Z]*)(?<list>(\([^)]*\))*)') { return $false }
    $flags, $list = $Matches['flags'], $Matches['list']
    if ($flags -notmatch 'P') { return $false }
    $list = $list.Replace('0x1f01ff', 'FA').Replace('0x001f01ff', 'FA')
    # The built-in Administrator, if the task runs as it, has a short name in SDDL.
    if ($script:Place.Account.Sid -match '-500\z') { $list = $list.Replace(';;;LA)', ";;;$($script:Place.Account.Sid))") }
    $present = [System.Collections.Generic.HashSet[string]]::new([string[]] @($list -split '(?<=\))' | Where-Object { $_ }))
    $present.SetEquals([string[]] @($Access -split '(?<=\))' | Where-Object { $_ }))
}

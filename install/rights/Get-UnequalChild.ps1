function Get-UnequalChild {
    <#
    .SYNOPSIS
        Lists items of the data folder that have explicit rights, or belong to a former account of the task.
    #>
    [CmdletBinding()]
    [OutputType([string])]
    param()

    # An explicit right on a file survives when access to its folder is restricted. Items that have disappeared since
    # they were listed are left out.
    if (-not [System.IO.Directory]::Exists($script:Place.Data)) { return }
    foreach ($each in @(Get-FolderItem $script:Place.Data)) {
        try { $sddl = [string] (Get-Acl -LiteralPath $each).Sddl }
        catch {
            if (Test-Absence $each) { continue }
            throw
        }
        $isOwn = $sddl -match 'D:[A-Z]*P'
        $former = $script:Place.Former
        if ($null -ne $former -and $former.Sid -ne $script:Place.Account.Sid -and $sddl.StartsWith("O:$($former.Sid)G:")) { $isOwn = $true }
        foreach ($entry in [regex]::Matches($sddl, '\((?<type>[A-Z]+);(?<flags>[A-Z]*);')) {
            if ($entry.Groups['type'].Value -eq 'A' -and $entry.Groups['flags'].Value -notmatch 'ID') { $isOwn = $true }
        }
        if ($isOwn) { $each }
    }
}

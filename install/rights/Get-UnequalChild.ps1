function Get-UnequalChild {
    <#
    .SYNOPSIS
        What in the data folder has rights of its own, or belongs to a former account of the task.
    #>
    [CmdletBinding()]
    [OutputType([string])]
    param()

    # A right given to a file by itself survives when its folder is closed. What has gone since it was listed is left out.
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

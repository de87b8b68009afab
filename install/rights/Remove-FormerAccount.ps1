function Remove-FormerAccount {
    <#
    .SYNOPSIS
        Takes files and rights back from the former account of the task.
    #>
    [CmdletBinding()]
    [OutputType([void])]
    param()

    # Otherwise the next run would take files left by that account for those of a stranger.
    $former = $script:Place.Former
    if ($null -eq $former -or $former.Sid -eq $script:Place.Account.Sid) { return }
    foreach ($each in @(Get-UnequalChild)) { Reset-Rights $each }
    $script:Place['Former'] = $null
    foreach ($name in 'Install', 'Data') {
        $folder = $script:Place[$name]
        if ([System.IO.Directory]::Exists($folder)) { Set-Rights $folder (Get-WantedAccess $name) }
    }
}

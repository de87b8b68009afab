function Remove-FormerAccount {
    <#
    .SYNOPSIS
        Takes files and rights from the account that the task ran as, when it runs as another one now.
    #>
    [CmdletBinding()]
    [OutputType([void])]
    param()

    # Else the next run would take what that account left behind for the files of a stranger.
    $former = $script:Place.Former
    if ($null -eq $former -or $former.Sid -eq $script:Place.Account.Sid) { return }
    foreach ($each in @(Get-UnequalChild)) { Reset-Rights $each }
    $script:Place['Former'] = $null
    foreach ($name in 'Install', 'Data') {
        $folder = $script:Place[$name]
        if ([System.IO.Directory]::Exists($folder)) { Set-Rights $folder (Get-WantedAccess $name) }
    }
}

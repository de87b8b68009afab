function Invoke-Removal {
    <#
    .SYNOPSIS
        Uninstalls, or says that there is nothing to do.
    #>
    [CmdletBinding()]
    [OutputType([void])]
    param()

    $plan = @(Get-RemovalPlan)
    $outside = @(if ($script:Purge) { Get-OutsideFolder })
    if ($plan.Count -eq 0) { Write-Line (Get-Text 'nothing-to-remove'); return }
    $isDone = Invoke-Plan $plan
    if (-not $isDone -or $script:WhatIfOnly) { return }
    # They may hold files of others.
    if ($outside.Count -gt 0) { Write-Line (Get-Text 'outside' ($outside -join ', ')) }
    if ($script:IsLeft) { Stop-Installation $script:ExitCode.Unexpected 'not-removed' }
    Write-Line (Get-Text 'removed')
    $data = $script:Place.Data
    if (-not $script:Purge -and [System.IO.Directory]::Exists($data)) { Write-Line (Get-Text 'kept' $data) }
}

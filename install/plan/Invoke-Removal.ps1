function Invoke-Removal {
    <#
    .SYNOPSIS
        Uninstalls, or says that there is nothing to do.
    #>
    [CmdletBinding()]
    [OutputType([void])]
    param()

    $plan = @(Get-RemovalPlan)
    if ($plan.Count -eq 0) { Write-Line (Get-Text 'nothing-to-remove'); return }
    $isDone = Invoke-Plan $plan
    if (-not $isDone -or $script:WhatIfOnly) { return }
    if ($script:IsLeft) { Stop-Installation $script:ExitCode.Unexpected 'not-removed' }
    Write-Line (Get-Text 'removed')
    $data = $script:Place.Data
    if (-not $script:Purge -and [System.IO.Directory]::Exists($data)) { Write-Line (Get-Text 'kept' $data) }
}

function Switch-Version {
    <#
    .SYNOPSIS
        Stops the old agent, points the task to the new version and starts it; restores the old task if necessary.
    #>
    [CmdletBinding()]
    [OutputType([void])]
    param(
        [Parameter(Mandatory = $true)] [AllowNull()] [object] $Task
    )

    # Ends the installation with exit code 5 when the new version did not report healthy.
    $previous = ''
    $previousVersion = Get-TaskVersion $Task
    if ($null -ne $Task) {
        $previous = [string] (Export-ScheduledTask -TaskName $script:TaskName -TaskPath '\' -ErrorAction 'Stop')
    }
    $disabled = (Get-TaskState $Task) -eq 'Disabled'
    Stop-Agent
    $version = $script:Manifest.Version
    $former = $script:Place.Former
    try {
        Remove-FormerAccount
        Register-Task $disabled
        if ($disabled) { Write-Line (Get-Text 'disabled' $script:TaskName) 'WARN'; return }
        $reason = Start-Agent $version
    }
    catch { $reason = Get-Reason $_ }
    Set-Failure ([bool] $reason)
    if (-not $reason) { return }

    Write-Line (Get-Text 'rolling-back' $version, $reason) 'WARN'
    if ($null -ne $former -and $former.Sid -ne $script:Place.Account.Sid) {
        # The old version runs as before: its account gets its rights back.
        $script:Place['Former'] = $former
        Set-Rights $script:Place.Data (Get-WantedAccess 'Data')
        Set-Rights $script:Place.Install (Get-WantedAccess 'Install')
    }
    Undo-Switch $previous $previousVersion
    if ($previousVersion) { Stop-Installation $script:ExitCode.Unhealthy 'rolled-back' $version, $previousVersion, $reason }
    Stop-Installation $script:ExitCode.Unhealthy 'rolled-back-fresh' $version, $reason
}

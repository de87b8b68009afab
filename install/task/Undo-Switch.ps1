function Undo-Switch {
    <#
    .SYNOPSIS
        Restores the task of the old version and starts it; without one, removes the new task.
    #>
    [CmdletBinding()]
    [OutputType([void])]
    param(
        [Parameter(Mandatory = $true)] [AllowEmptyString()] [string] $Definition,
        [Parameter(Mandatory = $true)] [AllowEmptyString()] [string] $Version
    )

    # The previous definition is restored unchanged. That of a named account needs its password, which only -Credential
    # provides. Ends the installation with exit code 5 when the task cannot be restored or removed.
    try {
        Stop-Agent
        if (-not $Definition) {
            if ($null -ne (Get-Task)) {
                Unregister-ScheduledTask -TaskName $script:TaskName -TaskPath '\' -Confirm:$false -ErrorAction 'Stop'
            }
            return
        }
        # Where registering the new one failed, the old one is still there.
        $present = ''
        if ($null -ne (Get-Task)) {
            $present = [string] (Export-ScheduledTask -TaskName $script:TaskName -TaskPath '\' -ErrorAction 'Stop')
        }
        $task = @{ TaskName = $script:TaskName; TaskPath = '\'; Xml = $Definition; Force = $true }
        $account = $script:Place.Account
        if ($account.Kind -eq 'named' -and (Get-TaskAccount $Definition) -in $account.Sid, $account.Name) {
            $task['User'] = $account.Name
            $task['Password'] = $script:Credential.GetNetworkCredential().Password
        }
        if ($present -ne $Definition) { [void] (Register-ScheduledTask @task -ErrorAction 'Stop') }
    }
    catch {
        if (-not $Definition) {
            $values = $script:TaskName, $script:Manifest.Version, (Get-Reason $_)
            Stop-Installation $script:ExitCode.Unhealthy 'not-unregistered' $values
        }
        Stop-Installation $script:ExitCode.Unhealthy 'not-restored' $Version, (Get-Reason $_)
    }
    # A foreign task is restored, but not started.
    if (-not $Version) { return }
    $reason = Start-Agent $Version
    if ($reason) { Write-Line (Get-Text 'old-not-healthy' $Version, $reason) 'WARN' }
}

function Undo-Switch {
    <#
    .SYNOPSIS
        Puts the task of the old version back and starts it; without one, takes the new task away.
    .DESCRIPTION
        The definition of before goes back as it was. That of a named account needs its password: only -Credential has it.
    .PARAMETER Definition
        The definition of before as XML, or ''.
    .PARAMETER Version
        The version of before, or ''.
    .EXAMPLE
        Undo-Switch $previous '0.1.0'

        The old version runs again.
    #>
    [CmdletBinding()]
    [OutputType([void])]
    param(
        [Parameter(Mandatory = $true)] [AllowEmptyString()] [string] $Definition,
        [Parameter(Mandatory = $true)] [AllowEmptyString()] [string] $Version
    )

    try {
        Stop-Agent
        if (-not $Definition) {
            if ($null -ne (Get-Task)) { Unregister-ScheduledTask -TaskName $script:TaskName -TaskPath '\' -Confirm:$false }
            return
        }
        $task = @{ TaskName = $script:TaskName; TaskPath = '\'; Xml = $Definition; Force = $true }
        $account = $script:Place.Account
        if ($account.Kind -eq 'named' -and (Get-TaskAccount $Definition) -in $account.Sid, $account.Name) {
            $task['User'] = $account.Name
            $task['Password'] = $script:Credential.GetNetworkCredential().Password
        }
        [void] (Register-ScheduledTask @task)
    }
    catch {
        Write-Line (Get-Text 'not-restored' $Version, (Get-Reason $_)) 'ERROR'
        return
    }
    # A task that was none of ours is put back, not started.
    if (-not $Version) { return }
    $reason = Start-Agent $Version
    if ($reason) { Write-Line (Get-Text 'old-not-healthy' $Version, $reason) 'WARN' }
}

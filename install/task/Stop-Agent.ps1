function Stop-Agent {
    <#
    .SYNOPSIS
        Asks the agent to stop by the stop file, and ends its task when it does not.
    #>
    [CmdletBinding()]
    [OutputType([void])]
    param()

    # Ends the installation when even that does not help: two agents must not run.
    if ((Get-TaskState) -ne 'Running') { return }
    $state = Get-StateFolder
    $request = Join-Name $state 'stop'
    $how = 'ended-unasked'
    if ([System.IO.Directory]::Exists($state) -and (Test-OwnItem $state)) {
        [System.IO.File]::WriteAllText($request, 'install.ps1')
        $how = 'ended'
        [void] (Wait-Until { (Get-TaskState) -ne 'Running' } ($script:StopTimeoutSeconds * 1000))
    }
    $ended = $true
    if ((Get-TaskState) -eq 'Running') {
        Write-Line (Get-Text $how $state) 'WARN'
        Stop-ScheduledTask -TaskName $script:TaskName -TaskPath '\' -ErrorAction 'Stop'
        $isWrapped = [string] (Get-Field (Get-TaskAction (Get-Task)) 'Execute') -match 'cmd\.exe'
        $ended = Wait-Until { (Get-TaskState) -ne 'Running' } $script:EndTimeoutMs
        if ($isWrapped) { Stop-Remnant }
    }
    if ([System.IO.File]::Exists($request)) { [System.IO.File]::Delete($request) }
    if (-not $ended) { Stop-Installation $script:ExitCode.Unexpected 'not-ended' ($script:EndTimeoutMs / 1000) }
}

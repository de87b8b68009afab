function Enter-Turn {
    <#
    .SYNOPSIS
        Waits until no other installation into the same folder runs on this machine.
    #>
    [CmdletBinding()]
    [OutputType([System.Threading.Mutex])]
    param()

    $folder = [System.Text.Encoding]::UTF8.GetBytes($script:Place.Install.ToUpperInvariant())
    $name = 'Global\comwatch-install-' + (Get-Sha256 -Bytes $folder).Substring(0, 16)
    $clock = [System.Diagnostics.Stopwatch]::StartNew()
    $said = $false
    while ($true) {
        $mutex = $null
        try {
            $mutex = [System.Threading.Mutex]::new($false, $name)
            if ($mutex.WaitOne(500)) { return $mutex }
        }
        # Its owner died in the middle: every step tests first, so this one just goes on.
        catch [System.Threading.AbandonedMutexException] { return $mutex }
        # SYSTEM holds it, and an administrator may not even open it.
        catch [System.UnauthorizedAccessException] { [System.Threading.Thread]::Sleep(500) }
        if ($null -ne $mutex) { $mutex.Dispose() }
        if (-not $said) { Write-Line (Get-Text 'waiting'); $said = $true }
        if ($clock.Elapsed.TotalSeconds -ge $script:WaitSeconds) {
            Stop-Installation $script:ExitCode.Busy 'busy' $script:WaitSeconds
        }
    }
}

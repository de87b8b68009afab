function Wait-Source {
    <#
    .SYNOPSIS
        Waits for a file or folder of a share that is not there yet, and says how long; false when it does not come.
    #>
    [CmdletBinding()]
    [OutputType([bool])]
    param(
        [Parameter(Mandatory = $true)] [string] $Path
    )

    # Start-up scripts may run before the network does. A local disk is there or is not. Asking for a share that is away
    # can take half a minute itself: the clock counts that, too.
    $exists = { [System.IO.Directory]::Exists($Path) -or [System.IO.File]::Exists($Path) }
    if (& $exists) { return $true }
    if ($Path -match '^[A-Za-z]:' -and [System.IO.DriveInfo]::new($Path).DriveType -eq 'Fixed') { return $false }
    $limit = $script:SourceWaitSeconds
    if ($limit -eq 0) { return $false }
    $clock = [System.Diagnostics.Stopwatch]::StartNew()
    $step = [System.Math]::Max(1, [int] ($limit / 8))
    $next = $step
    Write-Line (Get-Text 'source-waiting' $Path, $limit) 'WARN'
    if ($script:LogFile) { Write-Log }
    while (-not (& $exists)) {
        $elapsed = [int] [System.Math]::Floor($clock.Elapsed.TotalSeconds)
        if ($elapsed -ge $limit) { return $false }
        if ($elapsed -ge $next) {
            Write-Line (Get-Text 'source-still' $Path, $elapsed, $limit)
            if ($script:LogFile) { Write-Log }
            $next = $elapsed + $step
        }
        [System.Threading.Thread]::Sleep($script:PollMs)
    }
    Write-Line (Get-Text 'source-there' $Path, ([int] $clock.Elapsed.TotalSeconds))
    $true
}

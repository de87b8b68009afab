function Wait-Source {
    <#
    .SYNOPSIS
        Waits for a file or folder of a share, and reports how long; false when it does not appear.
    #>
    [CmdletBinding()]
    [OutputType([bool])]
    param(
        [Parameter(Mandatory = $true)] [string] $Path
    )

    # Start-up scripts may run before the network is up, whereas a local disk is either there or not. A query of an
    # unreachable share can itself take half a minute, which the clock includes.
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

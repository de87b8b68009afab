function Enter-Turn {
    <#
    .SYNOPSIS
        Waits until no other installation on this machine uses the same data folder, and holds its lock file.
    #>
    [CmdletBinding()]
    [OutputType([System.IO.FileStream])]
    param()

    # The lock is an open handle, which ends with its process, in a folder that only administrators may read: anyone who
    # could open the file could hold it. So access to the folder is restricted first. -WhatIf creates no folder and no
    # file, it only waits its turn.
    $folder = $script:Place.Data
    $file = Join-Name $folder 'install.lock'
    $clock = [System.Diagnostics.Stopwatch]::StartNew()
    $said = $false
    $isReady = $false
    while ($true) {
        # Once, and again where the folder has disappeared meanwhile: -Purge removes it, too.
        if (-not $isReady -or -not [System.IO.Directory]::Exists($folder)) {
            if ($script:Uninstall) {
                # An installation restricts access to the folder first: where it is open or missing, none is running.
                if (-not (Test-ClosedFolder $folder) -or -not (Test-OwnItem $file)) { return }
            }
            else {
                Assert-OwnFolder $folder
                if (-not $script:WhatIfOnly -and -not (Test-ClosedFolder $folder)) {
                    $close = New-Step 'step-rights' $folder { param($path) Set-Rights $path (Get-WantedAccess 'Data') } $folder
                    if (-not (Invoke-Plan @($close))) { $script:IsRefused = $true; return }
                }
            }
            $isReady = $true
        }
        if ($script:WhatIfOnly -and -not [System.IO.File]::Exists($file)) { return }
        try { return [System.IO.FileStream]::new($file, 'OpenOrCreate', 'ReadWrite', 'None') }
        catch [System.IO.IOException] {
            # 32 and 33: in use (11 off Windows). The folder may just have been removed with -Purge, too.
            $code = $_.Exception.GetBaseException().HResult -band 0xffff
            if ($code -notin 32, 33, 11 -and [System.IO.Directory]::Exists($folder)) { throw }
        }
        # A file that is being deleted, or that someone made read-only. A folder in its place would be waited for in vain.
        catch [System.UnauthorizedAccessException] {
            if ([System.IO.Directory]::Exists($file)) { Stop-Installation $script:ExitCode.Unexpected 'lock-folder' $file }
            $info = [System.IO.FileInfo]::new($file)
            if ($info.Exists -and $info.IsReadOnly) {
                $info.IsReadOnly = $false
                continue
            }
        }
        if (-not $said) { Write-Line (Get-Text 'waiting'); $said = $true }
        if ($clock.Elapsed.TotalSeconds -ge $script:WaitSeconds) {
            Stop-Installation $script:ExitCode.Busy 'busy' $script:WaitSeconds
        }
        [System.Threading.Thread]::Sleep($script:PollMs)
    }
}

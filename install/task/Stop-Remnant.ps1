function Stop-Remnant {
    <#
    .SYNOPSIS
        Ends processes that still run from the version folders after the task of the agent was ended.
    #>
    [CmdletBinding()]
    [OutputType([void])]
    param()

    # Where the task starts node.exe through cmd.exe, ending it ends only cmd.exe.
    $folder = $script:Place.Install + [System.IO.Path]::DirectorySeparatorChar
    foreach ($each in [System.Diagnostics.Process]::GetProcessesByName('node')) {
        try {
            if (-not $each.MainModule.FileName.StartsWith($folder, [System.StringComparison]::OrdinalIgnoreCase)) { continue }
            $each.Kill()
            [void] $each.WaitForExit($script:EndTimeoutMs)
        }
        # It has exited, or it cannot be queried and is not ours.
        catch { continue }
        finally { $each.Dispose() }
    }
}

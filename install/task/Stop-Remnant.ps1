function Stop-Remnant {
    <#
    .SYNOPSIS
        Ends what runs out of the version folders when the task of the agent has been ended.
    #>
    [CmdletBinding()]
    [OutputType([void])]
    param()

    # Where the task starts node.exe by way of cmd.exe, ending it ends cmd.exe alone.
    $folder = $script:Place.Install + [System.IO.Path]::DirectorySeparatorChar
    foreach ($each in [System.Diagnostics.Process]::GetProcessesByName('node')) {
        try {
            if (-not $each.MainModule.FileName.StartsWith($folder, [System.StringComparison]::OrdinalIgnoreCase)) { continue }
            $each.Kill()
            [void] $each.WaitForExit($script:EndTimeoutMs)
        }
        # It has ended by itself, or it may not be looked at and is none of ours.
        catch { continue }
        finally { $each.Dispose() }
    }
}

function Move-Folder {
    <#
    .SYNOPSIS
        Renames a folder, and tries again for a while when something in it is open.
    #>
    [CmdletBinding()]
    [OutputType([void])]
    param(
        [Parameter(Mandatory = $true)] [string] $Path,
        [Parameter(Mandatory = $true)] [string] $Target
    )

    $clock = [System.Diagnostics.Stopwatch]::StartNew()
    while ($true) {
        try {
            [System.IO.Directory]::Move($Path, $Target)
            return
        }
        catch {
            if ($clock.ElapsedMilliseconds -ge $script:MoveTimeoutMs) { throw }
            [System.Threading.Thread]::Sleep($script:PollMs)
        }
    }
}

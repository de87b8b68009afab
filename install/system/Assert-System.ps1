function Assert-System {
    <#
    .SYNOPSIS
        Ends the installation where comwatch cannot run or this script may not work.
    #>
    [CmdletBinding()]
    [OutputType([void])]
    param()

    # 64 bits, Windows Server 2016 or newer, elevated. Elevation is determined by the integrity level of the token,
    # whatever the groups are called here; the SYSTEM of a start-up script has only well-known groups, so no domain is
    # queried.
    if ([System.IntPtr]::Size -ne 8) { Stop-Installation $script:ExitCode.System 'not-64' }
    $build = Get-RegistryText 'HKLM\SOFTWARE\Microsoft\Windows NT\CurrentVersion' 'CurrentBuildNumber'
    if ("$build" -match '^\d+\z' -and [int] $build -lt $script:OldestBuild) {
        Stop-Installation $script:ExitCode.System 'too-old' $build
    }
    $groups = (Invoke-SystemProgram 'whoami.exe' @('/groups', '/fo', 'csv', '/nh')).Text
    if ($groups -notmatch 'S-1-16-(12288|16384)\b') { Stop-Installation $script:ExitCode.System 'not-elevated' }
}

function Resolve-Name {
    <#
    .SYNOPSIS
        A path that was given, as an absolute one.
    #>
    [CmdletBinding()]
    [OutputType([string])]
    param(
        [Parameter(Mandatory = $true)] [string] $Path
    )

    # A drive that does not exist stays in it: SYSTEM has no mapped drives, and the path is reported as out of reach.
    try { $script:Cmdlet.SessionState.Path.GetUnresolvedProviderPathFromPSPath($Path) }
    catch [System.Management.Automation.DriveNotFoundException] { $Path }
}

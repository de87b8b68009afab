function Get-OwnCommandLine {
    <#
    .SYNOPSIS
        Reads command lines from the processes themselves.
    .DESCRIPTION
        Needs no WMI. Start time and command line are read through one handle. A process that cannot be opened has no
        row; one that hides only its command line has a row without it.
    .PARAMETER Id
        The PIDs.
    .EXAMPLE
        Get-OwnCommandLine -Id 4712

        Rows with the keys pid, startedAt and commandLine.
    #>
    [CmdletBinding()]
    [OutputType([hashtable])]
    param(
        [Parameter(Mandatory = $true)]
        [int[]] $Id
    )

    $reader = Get-CommandLineReader
    $read = $reader.GetMethod('Read')
    foreach ($each in $Id) {
        $found = $read.Invoke($null, [object[]] @($each))
        if ($found['startedAt'] -eq '') {
            continue
        }
        $text = $null
        if (-not [string]::IsNullOrEmpty($found['commandLine'])) {
            $text = [string] $found['commandLine']
        }
        @{ pid = $each; startedAt = [string] $found['startedAt']; commandLine = $text }
    }
}

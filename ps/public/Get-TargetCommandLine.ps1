function Get-TargetCommandLine {
    <#
    .SYNOPSIS
        Reads the command lines of processes.
    .DESCRIPTION
        Windows opens each process for its command line, so the agent requests it once per process, not per sample. A
        command line that Windows does not give is null; a process that has exited has no row.
    .PARAMETER Id
        The PIDs.
    .PARAMETER Way
        process: from the process itself, without WMI. cim: Win32_Process.
    .EXAMPLE
        Get-TargetCommandLine -Id 4712 -Way 'process'

        A table with the key rows.
    #>
    [CmdletBinding()]
    [OutputType([hashtable])]
    param(
        [Parameter(Mandatory = $true)]
        [ValidateCount(1, 500)]
        [int[]] $Id,

        [Parameter()]
        [ValidateSet('process', 'cim')]
        [string] $Way = 'cim'
    )

    switch ($Way) {
        'process' { $rows = @(Get-OwnCommandLine -Id $Id) }
        'cim' { $rows = @(Get-CimCommandLine -Id $Id) }
    }
    @{ rows = $rows }
}

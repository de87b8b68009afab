function Get-TargetCommandLine {
    <#
    .SYNOPSIS
        Reads the command lines of processes.
    .DESCRIPTION
        Windows opens each process for its command line, so the agent asks once per process, not per sample. A
        command line that Windows does not give is null; a process that is gone has no row.
    .PARAMETER Id
        The PIDs.
    .EXAMPLE
        Get-TargetCommandLine -Id 4712

        A table with the key rows.
    #>
    [CmdletBinding()]
    [OutputType([hashtable])]
    param(
        [Parameter(Mandatory = $true)]
        [ValidateCount(1, 500)]
        [int[]] $Id
    )

    $rows = [System.Collections.Generic.List[object]]::new()
    if (Test-CommandPresence -Name 'Get-CimInstance') {
        $conditions = foreach ($each in $Id) { "ProcessId = $each" }
        $query = @{
            ClassName           = 'Win32_Process'
            Filter              = $conditions -join ' OR '
            Property            = @('ProcessId', 'CreationDate', 'CommandLine')
            OperationTimeoutSec = 10
            ErrorAction         = 'Stop'
        }
        foreach ($found in (Get-CimInstance @query)) {
            if ($null -eq $found.CreationDate) {
                continue
            }
            $rows.Add((ConvertTo-CommandLineRow -Id $found.ProcessId -Started $found.CreationDate `
                        -CommandLine $found.CommandLine))
        }
    }
    else {
        foreach ($each in $Id) {
            $found = Get-Process -Id $each -ErrorAction 'SilentlyContinue'
            if ($null -eq $found) {
                continue
            }
            # PowerShell 7 adds CommandLine to a process; 5.1 does not, but has CIM.
            $property = $found.PSObject.Properties['CommandLine']
            $text = $null
            if ($null -ne $property) {
                $text = $property.Value
            }
            $rows.Add((ConvertTo-CommandLineRow -Id $each -Started $found.StartTime -CommandLine $text))
        }
    }
    @{ rows = $rows.ToArray() }
}

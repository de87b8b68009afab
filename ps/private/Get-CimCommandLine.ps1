function Get-CimCommandLine {
    <#
    .SYNOPSIS
        Reads command lines through CIM, or off Windows from Get-Process.
    .DESCRIPTION
        The second way, for processes that cannot be opened. It may hang where WMI is starved.
    .PARAMETER Id
        The PIDs.
    .EXAMPLE
        Get-CimCommandLine -Id 4712

        Rows with the keys pid, startedAt and commandLine.
    #>
    [CmdletBinding()]
    [OutputType([hashtable])]
    param(
        [Parameter(Mandatory = $true)]
        [int[]] $Id
    )

    if (Test-CommandPresence -Name 'Get-CimInstance') {
        $conditions = foreach ($each in $Id) { "ProcessId = $each" }
        $query = @{
            ClassName           = 'Win32_Process'
            Filter              = $conditions -join ' OR '
            Property            = @('ProcessId', 'CreationDate', 'CommandLine')
            OperationTimeoutSec = 8
            ErrorAction         = 'Stop'
        }
        foreach ($found in (Get-CimInstance @query)) {
            if ($null -eq $found.CreationDate) {
                continue
            }
            ConvertTo-CommandLineRow -Id $found.ProcessId -Started $found.CreationDate -CommandLine $found.CommandLine
        }
        return
    }
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
        ConvertTo-CommandLineRow -Id $each -Started $found.StartTime -CommandLine $text
    }
}

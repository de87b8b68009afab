function Get-PythonProcess {
    <#
    .SYNOPSIS
        The running processes of the earlier Python tool, as tables with Id and Script.
    #>
    [CmdletBinding()]
    [OutputType([hashtable])]
    param()

    # A failed query is no reason not to install.
    $query = @{ ClassName = 'Win32_Process'; Filter = "Name LIKE 'py%.exe'"; OperationTimeoutSec = 10 }
    try { $found = @(Get-CimInstance @query -ErrorAction 'Stop') }
    catch { return }
    foreach ($each in $found) {
        $path = Get-PythonScript ([string] (Get-Field $each 'CommandLine'))
        if ($path) { @{ Id = [int] (Get-Field $each 'ProcessId'); Script = $path } }
    }
}

function Get-CimInstance {
    # Two classes, the filters that the product uses, the documented units.
    [CmdletBinding()]
    param(
        [Parameter(Mandatory)] [string] $ClassName, [string] $Filter = '', [string[]] $Property = @(),
        [uint32] $OperationTimeoutSec
    )
    if ($null -ne (Get-Fault 'cim-fails')) {
        $failure = [System.InvalidOperationException]::new('WMI: provider load failure')
        $PSCmdlet.ThrowTerminatingError((New-Failure 'HRESULT 0x80041013' $failure 'NotSpecified' $null))
    }
    Start-Sleep -Milliseconds ([int] (Get-Fault 'slow-cim'))
    switch ($ClassName) {
        'Win32_OperatingSystem' {
            $line = @([System.IO.File]::ReadLines('/proc/meminfo'))[0]
            Select-Asked @{ TotalVisibleMemorySize = [uint64] ($line -replace '\D') } $Property
        }
        'Win32_Process' {
            foreach ($each in (Get-Filtered $Filter)) { Select-Asked (ConvertTo-CimRow $each) $Property }
        }
        default { throw [System.NotSupportedException]::new("No stand-in for $ClassName") }
    }
}

function Get-Filtered {
    param([string] $Filter)
    if ($Filter -match "^Name = '([^']*)\.exe'$") {
        # Off Windows a process name keeps its extension.
        return Microsoft.PowerShell.Management\Get-Process -Name "$($Matches[1]).exe", $Matches[1] -ErrorAction 'SilentlyContinue'
    }
    $ids = foreach ($each in [regex]::Matches($Filter, 'ProcessId = (\d+)')) { [int] $each.Groups[1].Value }
    if (-not $ids) { throw [System.ArgumentException]::new('Invalid query') }
    Microsoft.PowerShell.Management\Get-Process -Id $ids -ErrorAction 'SilentlyContinue'
}

function ConvertTo-CimRow {
    param([System.Diagnostics.Process] $Process)
    $commandLine = $null
    if ($null -eq (Get-Fault 'hide-command-line')) {
        try { $commandLine = [System.IO.File]::ReadAllText("/proc/$($Process.Id)/cmdline").TrimEnd("`0").Replace("`0", ' ') }
        catch [System.IO.IOException] { $commandLine = $null }
    }
    # Microseconds, as in CIM; a process that has exited meanwhile has no times.
    $started = $Process.StartTime
    if ($null -ne $started) { $started = [datetime]::new($started.Ticks - $started.Ticks % 10, 'Local').AddSeconds([int] (Get-Fault 'cim-clock')) }
    # A source whose figures are wrong by a factor.
    $factor = 1
    if (Get-Fault 'cim-factor') { $factor = [int] (Get-Fault 'cim-factor') }
    @{
        ProcessId      = [uint32] $Process.Id
        Name           = ($Process.ProcessName -replace '\.exe$') + '.exe'
        CreationDate   = $started
        KernelModeTime = [uint64] ($factor * $Process.PrivilegedProcessorTime.Ticks)
        UserModeTime   = [uint64] ($factor * $Process.UserProcessorTime.Ticks)
        WorkingSetSize = [uint64] ($factor * $Process.WorkingSet64)
        CommandLine    = $commandLine
    }
}

function Select-Asked {
    # The properties that were not requested exist and are empty.
    param([hashtable] $Row, [string[]] $Property)
    $instance = [pscustomobject] @{}
    foreach ($name in $Row.Keys) {
        $value = $Row[$name]
        if ($Property.Count -gt 0 -and $Property -notcontains $name) { $value = $null }
        $instance.PSObject.Properties.Add([psnoteproperty]::new($name, $value))
    }
    $instance
}

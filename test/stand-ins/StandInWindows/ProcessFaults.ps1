# Wraps the real Get-Process and Stop-Process when a test wants them to fail. A handle pins its process, as on Windows;
# Linux has only the PID, so the start time in /proc shows whether the pinned process still exists.
function Get-StartTick {
    # Null when there is no such process, or only what its parent has not yet collected.
    param([int] $Id)
    try { $stat = [System.IO.File]::ReadAllText("/proc/$Id/stat") } catch { return $null }
    $fields = $stat.Substring($stat.LastIndexOf(')') + 2).Split(' ')
    if ($fields[0] -notin 'Z', 'X') { $fields[19] }
}

function Get-Process {
    [CmdletBinding(DefaultParameterSetName = 'Name')]
    param(
        [Parameter(Position = 0, ParameterSetName = 'Name')] [string[]] $Name,
        [Parameter(Mandatory, ParameterSetName = 'Id')] [int[]] $Id
    )
    foreach ($each in (Microsoft.PowerShell.Management\Get-Process @PSBoundParameters)) {
        $each.PSObject.Properties.Add([psnoteproperty]::new('Pinned', ''))
        $each.PSObject.Methods.Add([psscriptmethod]::new('get_Handle', {
                    # 5 is ERROR_ACCESS_DENIED.
                    if ($null -ne (Get-Fault 'open-denied')) { throw [System.ComponentModel.Win32Exception]::new(5, 'Отказано в доступе') }
                    $this.Pinned = Get-StartTick $this.Id
                    if (-not $this.Pinned) { throw [System.InvalidOperationException]::new('The process has exited.') }
                }))
        $each.PSObject.Methods.Add([psscriptmethod]::new('WaitForExit', {
                    param([int] $Milliseconds)
                    $watch = [System.Diagnostics.Stopwatch]::StartNew()
                    while ((Get-StartTick $this.Id) -eq $this.Pinned) {
                        if ($watch.ElapsedMilliseconds -ge $Milliseconds) { return $false }
                        Start-Sleep -Milliseconds 1
                    }
                    $true
                }))
        $each
    }
}

function Stop-Process {
    [CmdletBinding(SupportsShouldProcess)]
    param([Parameter(Mandatory)] [object] $InputObject, [switch] $Force)
    if (-not $Force) { throw 'Without -Force Windows may ask, and nobody answers.' }
    if (-not $PSCmdlet.ShouldProcess($InputObject.ProcessName)) { return }
    # Between comparison and kill: the script ends the process and gives its PID to another one.
    $script = Get-Fault 'reuse-pid'
    if ($script) { & $script $InputObject.Id }
    if ($null -ne (Get-Fault 'survive')) { return }
    if ($null -ne (Get-Fault 'access-denied')) {
        $denied = [System.ComponentModel.Win32Exception]::new(5, 'Отказано в доступе')
        $failure = [System.InvalidOperationException]::new("Cannot stop process: $($denied.Message)", $denied)
        $PSCmdlet.WriteError((New-Failure 'CouldNotStopProcess' $failure 'CloseError' $InputObject))
        return
    }
    if ($InputObject.Pinned -and (Get-StartTick $InputObject.Id) -ne $InputObject.Pinned) { return }
    Microsoft.PowerShell.Management\Stop-Process -InputObject $InputObject -Force -Confirm:$false
}

function Write-EventLog {
    # Appends to the file that COMWATCH_STAND_IN_EVENT_LOG names; without it the source is not registered.
    [CmdletBinding()]
    param(
        [Parameter(Mandatory)] [string] $LogName, [Parameter(Mandatory)] [string] $Source, [Parameter(Mandatory)] [int] $EventId,
        [string] $EntryType = 'Information', [Parameter(Mandatory)] [string] $Message
    )
    if (-not $env:COMWATCH_STAND_IN_EVENT_LOG) {
        $failure = [System.InvalidOperationException]::new("The source $Source is not registered")
        $PSCmdlet.ThrowTerminatingError((New-Failure 'InvalidSource' $failure 'InvalidOperation' $Source))
    }
    $line = @($LogName, $Source, $EventId, $EntryType, ($Message -replace '\r?\n', ' ')) -join "`t"
    [System.IO.File]::AppendAllText($env:COMWATCH_STAND_IN_EVENT_LOG, "$line`n")
}

$RecordedEvents = 0

function Get-WinEvent {
    # For the log of PowerShell: at each call, recorded-events more events of a thousand characters.
    [CmdletBinding()]
    param([Parameter(Mandatory)] [string] $LogName, [Parameter(Mandatory)] [string] $FilterXPath, [long] $MaxEvents)
    if ($FilterXPath -notmatch "ProcessID=$PID\b") { throw [System.ArgumentException]::new('The specified query is invalid') }
    $script:RecordedEvents += [int] (Get-Fault 'recorded-events')
    if ($script:RecordedEvents -eq 0) {
        $failure = [System.Exception]::new('No events were found that match the specified selection criteria.')
        $PSCmdlet.ThrowTerminatingError((New-Failure 'NoMatchingEventsFound' $failure 'ObjectNotFound' $null))
    }
    for ($number = 0; $number -lt [System.Math]::Min($script:RecordedEvents, $MaxEvents); $number++) {
        [pscustomobject] @{ Id = 4103; Properties = @([pscustomobject] @{ Value = 'x' * 1000 }) }
    }
}

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

function Stop-WatchedProcess {
    <#
    .SYNOPSIS
        Stops one process, after verifying its identity.
    .DESCRIPTION
        Opens the process first: an open handle pins the PID, so that Windows cannot give it to another process
        between the comparison and the kill. Start time (to the millisecond) and name are compared on that handle,
        then the process is stopped through the same object, and the command waits for its end. Protected processes are
        refused in every case.
    .PARAMETER Id
        The PID.
    .PARAMETER StartTime
        When it started, as a UTC FILETIME in decimal digits.
    .PARAMETER Name
        Its image name, with or without .exe.
    .PARAMETER TimeoutMs
        Maximum wait for its end.
    .PARAMETER Protect
        PIDs that are never stopped: the agent, its parents, its children.
    .EXAMPLE
        Stop-WatchedProcess -Id 4712 -StartTime '134085024000000000' -Name 'dllhost.exe' -Confirm:$false

        A table with the keys outcome, reason, detail, currentName, currentStartedAt and tookMs.
    #>
    [CmdletBinding(SupportsShouldProcess = $true, ConfirmImpact = 'Medium')]
    [OutputType([hashtable])]
    param(
        [Parameter(Mandatory = $true)]
        [int] $Id,

        [Parameter(Mandatory = $true)]
        [ValidatePattern('^[0-9]{1,19}$')]
        [string] $StartTime,

        [Parameter(Mandatory = $true)]
        [ValidatePattern('^[\w .()-]+$')]
        [string] $Name,

        [Parameter()]
        [ValidateRange(0, 60000)]
        [int] $TimeoutMs = 2000,

        [Parameter()]
        [int[]] $Protect = @()
    )

    $base = $Name -replace '\.exe$', ''
    $refusal = Get-StopRefusal -Id $Id -BaseName $base -Protect $Protect
    if ($null -ne $refusal) {
        return $refusal
    }

    $watch = [System.Diagnostics.Stopwatch]::StartNew()
    $target = Get-Process -Id $Id -ErrorAction 'SilentlyContinue'
    if ($null -eq $target) {
        return (New-StopOutcome -Outcome 'gone' -Watch $watch)
    }
    try {
        try {
            # By methods: PowerShell turns an error of a property into $null, and would continue with a process that is
            # not open.
            $null = $target.get_Handle()
            $startedAt = $target.get_StartTime().ToFileTimeUtc()
            $currentName = $target.get_ProcessName()
        }
        catch {
            if (Test-ProcessEnd -Target $target) {
                return (New-StopOutcome -Outcome 'gone' -Watch $watch)
            }
            return (New-StopOutcome -Outcome 'refused' -Reason 'access-denied' -Detail $_.Exception.GetBaseException().Message -Watch $watch)
        }

        $difference = [System.Math]::Abs([decimal] $startedAt - [decimal] $StartTime)
        if ($difference -gt 10000 -or ($currentName -replace '\.exe$', '') -ne $base) {
            return (New-StopOutcome -Outcome 'refused' -Reason 'identity-changed' -CurrentName $currentName -CurrentStartTime ([string] $startedAt) -Watch $watch)
        }
        if (-not $PSCmdlet.ShouldProcess("$Name ($Id)", 'Stop')) {
            return (New-StopOutcome -Outcome 'refused' -Reason 'what-if' -Watch $watch)
        }

        Stop-Process -InputObject $target -Force -Confirm:$false -ErrorAction 'SilentlyContinue' -ErrorVariable 'problems'
        if ($target.WaitForExit($TimeoutMs)) {
            return (New-StopOutcome -Outcome 'stopped' -Watch $watch)
        }
        if ($problems.Count -gt 0) {
            $failure = ConvertTo-FailureTable -Record $problems[0]
            # 5 is ERROR_ACCESS_DENIED; texts are in the language of Windows.
            if ($failure.native -eq 5 -or $failure.category -eq 'PermissionDenied') {
                return (New-StopOutcome -Outcome 'refused' -Reason 'access-denied' -Detail $failure.message -Watch $watch)
            }
            return (New-StopOutcome -Outcome 'survived' -Detail $failure.message -Watch $watch)
        }
        New-StopOutcome -Outcome 'survived' -Watch $watch
    }
    finally {
        $target.Dispose()
    }
}

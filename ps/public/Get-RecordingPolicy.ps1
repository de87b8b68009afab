function Get-RecordingPolicy {
    <#
    .SYNOPSIS
        Shows what policies make this PowerShell record, and how much it has recorded of itself so far.
    .DESCRIPTION
        Transcription, script-block logging and module logging; policies of the machine before those of the user. The
        amount is the size of this process's transcript and of its entries in PowerShell's event log: measured before and
        after some rounds, the difference is their cost. Bytes of events are those of their texts, two a character, and 500
        for the rest of each. An amount that cannot be read is -1.
    .EXAMPLE
        Get-RecordingPolicy

        A table with the keys transcription, scriptBlocks, invocations, modules, transcriptBytes, events and eventBytes.
    #>
    [CmdletBinding()]
    [OutputType([hashtable])]
    param()

    $policy = Get-RecordingSetting
    $log = 'Microsoft-Windows-PowerShell/Operational'
    if ($PSVersionTable.PSEdition -eq 'Core') {
        $log = 'PowerShellCore/Operational'
    }

    $transcriptBytes = 0
    if ($policy.transcription -eq '1') {
        $transcriptBytes = Get-TranscriptLength -Folder $policy.folder
    }
    $events = 0
    $eventBytes = 0
    if ($policy.scriptBlocks -eq '1' -or $policy.modules -eq '1') {
        try {
            $filter = "*[System[Execution[@ProcessID=$PID]]]"
            $found = @(Get-WinEvent -LogName $log -FilterXPath $filter -MaxEvents 5000 -ErrorAction 'Stop')
            $events = $found.Count
            foreach ($each in $found) {
                $eventBytes += 500
                foreach ($property in $each.Properties) {
                    $eventBytes += 2 * ([string] $property.Value).Length
                }
            }
        }
        catch {
            if ($_.FullyQualifiedErrorId -notlike 'NoMatchingEventsFound*') {
                $events = -1
                $eventBytes = -1
            }
        }
    }
    @{
        transcription   = $policy.transcription -eq '1'
        scriptBlocks    = $policy.scriptBlocks -eq '1'
        invocations     = $policy.invocations -eq '1'
        modules         = $policy.modules -eq '1'
        transcriptBytes = ConvertTo-InvariantText -Value $transcriptBytes
        events          = $events
        eventBytes      = ConvertTo-InvariantText -Value $eventBytes
    }
}

function Get-ShellInformation {
    <#
    .SYNOPSIS
        Describes this shell and its machine.
    .DESCRIPTION
        The first answer of a shell, later also used to read its memory. Queries neither CIM nor anything else that
        could hang: a machine with a broken WMI must still be watched through Get-Process.
    .PARAMETER StartedAs
        The PID of the process that the agent started. If it differs from that of this shell, it belongs to a launcher
        that waits for the shell: then the shell ends with the launcher, too, even when a command hangs.
    .EXAMPLE
        Get-ShellInformation

        A table with the keys hostName, osVersion, logicalProcessors, powershellVersion, languageMode, culture, executionPolicies,
        recording, canStopOthers, processId, endsWithAgent and workingSetBytes.
    #>
    [CmdletBinding()]
    [OutputType([hashtable])]
    param(
        [Parameter()]
        [ValidateRange(0, 2147483647)]
        [int] $StartedAs = 0
    )

    if ($StartedAs -gt 0 -and $StartedAs -ne $PID) {
        $null = Connect-Agent -Id $StartedAs
    }

    try {
        $setting = Get-RecordingSetting
        $recording = @('transcription', 'scriptBlocks', 'invocations', 'modules' | Where-Object { $setting[$_] -eq '1' })
    }
    catch {
        # A registry that cannot be read is no reason not to watch.
        $recording = @()
    }

    $self = [System.Diagnostics.Process]::GetCurrentProcess()
    try {
        @{
            hostName          = [System.Environment]::MachineName
            osVersion         = [System.Environment]::OSVersion.VersionString
            logicalProcessors = [System.Environment]::ProcessorCount
            powershellVersion = [string] $PSVersionTable.PSVersion
            languageMode      = [string] $ExecutionContext.SessionState.LanguageMode
            culture           = [System.Globalization.CultureInfo]::CurrentCulture.Name
            executionPolicies = @(Get-PolicyText)
            recording         = $recording
            canStopOthers     = Test-StopRight
            processId         = $PID
            endsWithAgent     = $script:EndsWithAgent
            workingSetBytes   = ConvertTo-InvariantText -Value $self.WorkingSet64
        }
    }
    finally {
        $self.Dispose()
    }
}

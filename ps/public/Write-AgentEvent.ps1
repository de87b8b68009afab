function Write-AgentEvent {
    <#
    .SYNOPSIS
        Writes one entry to the Windows Event Log.
    .DESCRIPTION
        The source is registered when the agent is installed. Write-EventLog exists in Windows PowerShell only;
        elsewhere nothing is written, and the answer shows that.
    .PARAMETER Source
        The registered source.
    .PARAMETER EventId
        One id per kind of event.
    .PARAMETER EntryType
        Information, Warning or Error.
    .PARAMETER Message
        The text.
    .EXAMPLE
        Write-AgentEvent -Source 'comwatch' -EventId 100 -EntryType 'Warning' -Message 'Stopped dllhost.exe 4712'

        A table with the keys written and detail.
    #>
    [CmdletBinding()]
    [OutputType([hashtable])]
    param(
        [Parameter(Mandatory = $true)]
        [ValidatePattern('^[\w .-]{1,60}$')]
        [string] $Source,

        [Parameter(Mandatory = $true)]
        [ValidateRange(1, 65535)]
        [int] $EventId,

        [Parameter(Mandatory = $true)]
        [ValidateSet('Information', 'Warning', 'Error')]
        [string] $EntryType,

        [Parameter(Mandatory = $true)]
        [ValidateLength(1, 30000)]
        [string] $Message
    )

    if (-not (Test-CommandPresence -Name 'Write-EventLog')) {
        return @{ written = $false; detail = 'this PowerShell has no Write-EventLog' }
    }
    try {
        Write-EventLog -LogName 'Application' -Source $Source -EventId $EventId -EntryType $EntryType `
            -Message $Message -ErrorAction 'Stop'
        @{ written = $true; detail = '' }
    }
    catch {
        @{ written = $false; detail = [string] $_.Exception.Message }
    }
}

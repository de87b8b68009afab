function Start-CallLoop {
    <#
    .SYNOPSIS
        Makes the calls of the COM check until its standard input ends.
    .DESCRIPTION
        The only statement that the agent types into a PowerShell that replaces edge-js: it loads ComProbe.dll and hands
        standard input and output over to it. Requests and answers are lines of text that only ComProbe.dll parses:
        their content, including a login, never becomes a parameter, a variable or a statement of PowerShell, which
        policies record. Requests are read while a call is pending, so that one that hangs can be abandoned.

        The first line that it writes reports that it listens: nothing may be sent before it, since the console itself
        may still be reading. The shell ends with the agent, even when a call hangs (see Connect-Agent).
    .PARAMETER Nonce
        Sixteen hexadecimal digits that distinguish an answer from noise.
    .PARAMETER AgentId
        The PID of the agent.
    .EXAMPLE
        Start-CallLoop -Nonce '00112233445566aa' -AgentId 4711

        Writes 00112233445566aa {"kind":"listening","pid":4712} and waits for requests.
    #>
    [Diagnostics.CodeAnalysis.SuppressMessageAttribute('PSUseShouldProcessForStateChangingFunctions', '',
        Justification = 'Starts to listen, changes nothing.')]
    [CmdletBinding()]
    [OutputType([void])]
    param(
        [Parameter(Mandatory = $true)]
        [ValidatePattern('^[0-9a-f]{16}$')]
        [string] $Nonce,

        [Parameter(Mandatory = $true)]
        [ValidateRange(1, 2147483647)]
        [int] $AgentId
    )

    $server = (Get-ProbeAssembly).GetType('Comwatch.Probing.LineServer', $true)
    $script:EndsWithAgent = Connect-Agent -Id $AgentId
    if (-not $server::Run($Nonce)) {
        throw 'A line of the agent was no request.'
    }
}

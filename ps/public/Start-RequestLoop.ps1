function Start-RequestLoop {
    <#
    .SYNOPSIS
        Answers the requests of the agent until its standard input ends.
    .DESCRIPTION
        The only statement that the agent types: everything after it is data, read here line by line and never executed,
        so that policies that record statements record this one and not every sample. A request is a line of three
        words: its number, the command, the parameters (see Invoke-ShellRequest). A line that is not a request is
        dropped.

        The first line that it writes is the answer to request 0: nothing may be sent before it, since the console
        itself may still be reading. The shell ends with the agent, even when a command hangs (see Connect-Agent).
    .PARAMETER Nonce
        Sixteen hexadecimal digits that distinguish an answer from noise.
    .PARAMETER AgentId
        The PID of the agent.
    .EXAMPLE
        Start-RequestLoop -Nonce '00112233445566aa' -AgentId 4711

        Writes 00112233445566aa 0 - - . and waits for requests.
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

    $script:EndsWithAgent = Connect-Agent -Id $AgentId
    [System.Console]::Out.WriteLine("$Nonce 0 - - .")
    [System.Console]::Out.Flush()
    while ($null -ne ($line = [System.Console]::In.ReadLine())) {
        try {
            # Checked before binding: a transcript would quote what binding refuses.
            if ($line -notmatch '^([0-9]{1,15}) ([A-Za-z-]{1,60}) ([A-Za-z0-9+/=]+)$') {
                throw 'not a request'
            }
            Invoke-ShellRequest -Nonce $Nonce -Id $Matches[1] -Command $Matches[2] -Parameters $Matches[3]
        }
        catch {
            # Not shown: it may contain anything, even a password.
            [System.Console]::Error.WriteLine('A line that is no request of the agent was left out.')
            $Error.Clear()
        }
    }
}

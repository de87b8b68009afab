function Connect-Agent {
    <#
    .SYNOPSIS
        Ends this shell when the agent has exited, whatever the shell is doing at that moment.
    .DESCRIPTION
        The end of its standard input ends a shell that listens; one that hangs in a query would stay for ever. A
        separate thread waits for the agent and then ends this process. It runs no PowerShell, only two methods of .NET,
        one after the other, so it needs no second runspace and no language mode.
    .PARAMETER Id
        The PID of the agent, or of the launcher that started the shell.
    .EXAMPLE
        Connect-Agent -Id 4711

        True, or False if it is not possible to wait for the agent.
    #>
    [Diagnostics.CodeAnalysis.SuppressMessageAttribute('PSUseShouldProcessForStateChangingFunctions', '',
        Justification = 'Starts a thread of this process.')]
    [CmdletBinding()]
    [OutputType([bool])]
    param(
        [Parameter(Mandatory = $true)]
        [int] $Id
    )

    try {
        $agent = [System.Diagnostics.Process]::GetProcessById($Id)
        # A process that cannot be waited for fails here, where the error can be caught: in the thread it would end the
        # shell.
        if ($agent.WaitForExit(0)) {
            return $false
        }
        $self = [System.Diagnostics.Process]::GetCurrentProcess()
        $steps = [System.Delegate]::Combine(
            [System.Delegate]::CreateDelegate([System.Threading.ThreadStart], $agent, 'WaitForExit'),
            [System.Delegate]::CreateDelegate([System.Threading.ThreadStart], $self, 'Kill'))
        $thread = [System.Threading.Thread]::new([System.Threading.ThreadStart] $steps)
        $thread.IsBackground = $true
        $thread.Start()
        $true
    }
    catch {
        $false
    }
}

function Invoke-ShellRequest {
    <#
    .SYNOPSIS
        Runs one request of the agent and writes one line of answer.
    .DESCRIPTION
        Called by Start-RequestLoop for each line of the agent. It runs only commands of its allow-list, with
        parameters that arrive as data, and writes the answer as one ASCII line to the console: the nonce, the
        identifier, the output and the errors as Base64 of UTF-8 JSON (a hyphen where there is none), a full
        stop. The answer never goes down the pipeline, where formatting would break it.

        Runs for every sample: the words, which Start-RequestLoop has checked, are not checked again, and no avoidable
        function is called.
    .PARAMETER Nonce
        Sixteen hexadecimal digits that distinguish an answer from noise.
    .PARAMETER Id
        The number of the request.
    .PARAMETER Command
        The command to run, one of the allow-list.
    .PARAMETER Parameters
        Base64 of the UTF-8 JSON object of the parameters.
    .EXAMPLE
        Invoke-ShellRequest '00112233445566aa' '7' 'Get-ShellInformation' 'e30='

        Writes a line that begins with: 00112233445566aa 7
    #>
    [CmdletBinding()]
    [OutputType([void])]
    param(
        [Parameter(Mandatory = $true, Position = 0)]
        [string] $Nonce,

        [Parameter(Mandatory = $true, Position = 1)]
        [string] $Id,

        [Parameter(Mandatory = $true, Position = 2)]
        [ValidateSet('Get-AgentTask', 'Get-ComApplication', 'Get-FileAccess', 'Get-MachineVariable',
            'Get-ProcessSample', 'Get-RecordingPolicy', 'Get-ShellInformation', 'Get-TargetCommandLine',
            'Get-WindowsInformation', 'Protect-Secret', 'Stop-WatchedProcess', 'Switch-File', 'Test-Shell',
            'Unprotect-Secret', 'Write-AgentEvent')]
        [string] $Command,

        [Parameter(Mandatory = $true, Position = 3)]
        [string] $Parameters
    )

    $output = '-'
    $failures = [System.Collections.Generic.List[object]]::new()
    try {
        if ($Parameters -ceq $script:LastSample.Parameters) {
            $arguments = $script:LastSample.Arguments
        }
        elseif ($Parameters -ceq 'e30=') {
            # {}: a request without parameters.
            $arguments = @{}
        }
        else {
            $json = [System.Text.Encoding]::UTF8.GetString([System.Convert]::FromBase64String($Parameters))
            $arguments = ConvertTo-ArgumentTable -Json $json
            if ($Command -eq 'Get-ProcessSample') {
                $script:LastSample = @{ Parameters = $Parameters; Arguments = $arguments }
            }
        }
        $problems = $null
        $answer = & $Command @arguments -ErrorAction 'SilentlyContinue' -ErrorVariable 'problems' `
            -WarningAction 'SilentlyContinue'
        foreach ($problem in $problems) {
            if ($problem -is [System.Management.Automation.ErrorRecord]) {
                $failures.Add((ConvertTo-FailureTable -Record $problem))
            }
        }
        if ($null -ne $answer) {
            $json = ConvertTo-Json -InputObject $answer -Depth 5 -Compress
            $output = [System.Convert]::ToBase64String([System.Text.Encoding]::UTF8.GetBytes($json))
        }
    }
    catch {
        $failures.Clear()
        $failures.Add((ConvertTo-FailureTable -Record $_))
    }

    $errorText = '-'
    if ($failures.Count -gt 0) {
        $json = ConvertTo-Json -InputObject $failures.ToArray() -Depth 5 -Compress
        $errorText = [System.Convert]::ToBase64String([System.Text.Encoding]::UTF8.GetBytes($json))
    }
    [System.Console]::Out.WriteLine("$Nonce $Id $output $errorText .")
    [System.Console]::Out.Flush()
    # Errors have been reported: they are not kept for months.
    $Error.Clear()
}

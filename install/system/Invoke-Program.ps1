function Invoke-Program {
    <#
    .SYNOPSIS
        Runs a program to its end, or kills it after its deadline.
    #>
    [CmdletBinding()]
    [OutputType([hashtable])]
    param(
        [Parameter(Mandatory = $true)] [string] $FilePath,
        [Parameter(Mandatory = $true)] [string[]] $Arguments,
        [Parameter()] [string] $WorkingFolder = '',
        [Parameter()] [int] $TimeoutMs = $script:ProgramTimeoutMs
    )

    # Returns a table: ExitCode (null when it was killed) and Text (both outputs, one after the other). No argument ends
    # in a backslash or contains a quotation mark.
    $start = [System.Diagnostics.ProcessStartInfo]::new()
    $start.FileName = $FilePath
    $quoted = foreach ($each in $Arguments) { if ($each -match '\s') { '"' + $each + '"' } else { $each } }
    $start.Arguments = $quoted -join ' '
    if ($WorkingFolder) { $start.WorkingDirectory = $WorkingFolder }
    $start.UseShellExecute = $false
    $start.CreateNoWindow = $true
    $start.RedirectStandardOutput = $true
    $start.RedirectStandardError = $true
    if ([System.IO.Path]::GetFileName($FilePath) -eq 'node.exe') {
        $start.StandardOutputEncoding = [System.Text.UTF8Encoding]::new($false)
        $start.StandardErrorEncoding = [System.Text.UTF8Encoding]::new($false)
        # Variables that a machine sets for other Node programs do not apply to ours.
        foreach ($each in @($start.Environment.Keys)) { if ($each -match $script:StartVariablePattern) { [void] $start.Environment.Remove($each) } }
    }
    $started = [System.Diagnostics.Process]::Start($start)
    try {
        $output = $started.StandardOutput.ReadToEndAsync()
        $errors = $started.StandardError.ReadToEndAsync()
        if (-not $started.WaitForExit($TimeoutMs)) {
            $started.Kill()
            return @{ ExitCode = $null; Text = (Get-Text 'timed-out' $FilePath, ($TimeoutMs / 1000)) }
        }
        # A grandchild may keep the pipes open: waiting for their end has a deadline, too.
        [void] [System.Threading.Tasks.Task]::WaitAll(@($output, $errors), 2000)
        $text = foreach ($each in $output, $errors) { if ($each.IsCompleted) { $each.Result.Trim() } }
        @{ ExitCode = $started.ExitCode; Text = (@($text | Where-Object { $_ }) -join "`n") }
    }
    finally { $started.Dispose() }
}

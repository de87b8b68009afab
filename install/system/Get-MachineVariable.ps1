function Get-MachineVariable {
    <#
    .SYNOPSIS
        The names of the variables that Windows passes to the task and that affect Node, edge-js or .NET.
    #>
    [CmdletBinding()]
    [OutputType([string])]
    param()

    # Of the machine and of the account. Their values may hold secrets and are not read.
    $names = [System.Collections.Generic.SortedSet[string]]::new([System.StringComparer]::OrdinalIgnoreCase)
    foreach ($key in $script:EnvironmentKey, "HKU\$($script:Place.Account.Sid)\Environment") {
        $answer = Invoke-SystemProgram 'reg.exe' @('query', $key)
        if ($answer.ExitCode -ne 0) { continue }
        foreach ($line in $answer.Text -split '\r?\n') {
            if ($line -match '^\s*(?<name>\w+)\s+REG_(EXPAND_)?SZ\b' -and $Matches['name'] -match $script:VariablePattern) {
                [void] $names.Add(($line.Trim() -split '\s')[0])
            }
        }
    }
    $names
}

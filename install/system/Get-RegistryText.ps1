function Get-RegistryText {
    <#
    .SYNOPSIS
        One value of the registry as text, or null.
    #>
    [CmdletBinding()]
    [OutputType([string])]
    param(
        [Parameter(Mandatory = $true)] [string] $Key,
        [Parameter(Mandatory = $true)] [string] $Name
    )

    # With reg.exe: its output between the names and the value is the same in every language of Windows.
    $answer = Invoke-SystemProgram 'reg.exe' @('query', $Key, '/v', $Name)
    if ($answer.ExitCode -eq 0 -and $answer.Text -match '\sREG_[A-Z_]+\s+(?<value>[^\r\n]+)') { $Matches['value'].Trim() }
}

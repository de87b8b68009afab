function Get-RegistryText {
    <#
    .SYNOPSIS
        One value of the registry as text, or null.
    .DESCRIPTION
        By reg.exe: what it prints between the names and the value is the same in every language of Windows.
    .PARAMETER Key
        The key.
    .PARAMETER Name
        The value.
    .EXAMPLE
        Get-RegistryText 'HKLM\SOFTWARE\comwatch' 'Version'

        0.2.0
    #>
    [CmdletBinding()]
    [OutputType([string])]
    param(
        [Parameter(Mandatory = $true)] [string] $Key,
        [Parameter(Mandatory = $true)] [string] $Name
    )

    $answer = Invoke-SystemProgram 'reg.exe' @('query', $Key, '/v', $Name)
    if ($answer.ExitCode -eq 0 -and $answer.Text -match '\sREG_[A-Z_]+\s+(?<value>[^\r\n]+)') { $Matches['value'].Trim() }
}

function Set-RegistryText {
    <#
    .SYNOPSIS
        Writes one value of the registry.
    #>
    [CmdletBinding()]
    [OutputType([void])]
    param(
        [Parameter(Mandatory = $true)] [string] $Key,
        [Parameter(Mandatory = $true)] [string] $Name,
        [Parameter(Mandatory = $true)] [string] $Type,
        [Parameter(Mandatory = $true)] [string] $Value
    )

    # A failure is a warning: the agent works without it.
    $answer = Invoke-SystemProgram 'reg.exe' @('add', $Key, '/v', $Name, '/t', $Type, '/d', $Value, '/f')
    if ($answer.ExitCode -ne 0) { Write-Line (Get-Text 'registry-failed' $Key, $answer.Text) 'WARN' }
}

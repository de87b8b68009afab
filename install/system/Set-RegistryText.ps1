function Set-RegistryText {
    <#
    .SYNOPSIS
        Writes one value of the registry.
    .DESCRIPTION
        A failure is a warning: the agent works without it.
    .PARAMETER Key
        The key.
    .PARAMETER Name
        The value.
    .PARAMETER Type
        REG_SZ, REG_EXPAND_SZ or REG_DWORD.
    .PARAMETER Value
        What it is to be.
    .EXAMPLE
        Set-RegistryText 'HKLM\SOFTWARE\comwatch' 'Version' 'REG_SZ' '0.2.0'

        Notes the version.
    #>
    [CmdletBinding()]
    [OutputType([void])]
    param(
        [Parameter(Mandatory = $true)] [string] $Key,
        [Parameter(Mandatory = $true)] [string] $Name,
        [Parameter(Mandatory = $true)] [string] $Type,
        [Parameter(Mandatory = $true)] [string] $Value
    )

    $answer = Invoke-SystemProgram 'reg.exe' @('add', $Key, '/v', $Name, '/t', $Type, '/d', $Value, '/f')
    if ($answer.ExitCode -ne 0) { Write-Line (Get-Text 'registry-failed' $Key, $answer.Text) 'WARN' }
}

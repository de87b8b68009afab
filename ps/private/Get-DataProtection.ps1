function Get-DataProtection {
    <#
    .SYNOPSIS
        Gives the .NET type that protects data for this machine (DPAPI).
    .DESCRIPTION
        In Windows PowerShell it is in an assembly of the .NET Framework that is not loaded automatically; PowerShell 7 finds
        it by itself. Add-Type would do the same with the compiler's command, which policies often restrict.
    .EXAMPLE
        (Get-DataProtection)::Protect($bytes, $entropy, 'LocalMachine')

        Protected bytes.
    #>
    [CmdletBinding()]
    [OutputType([type])]
    param()

    $name = 'System.Security.Cryptography.ProtectedData'
    $type = $name -as [type]
    if ($null -eq $type) {
        [void] [System.Reflection.Assembly]::Load('System.Security, Version=4.0.0.0, Culture=neutral, PublicKeyToken=b03f5f7f11d50a3a')
        $type = $name -as [type]
    }
    $type
}

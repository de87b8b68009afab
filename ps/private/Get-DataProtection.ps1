function Get-DataProtection {
    <#
    .SYNOPSIS
        The type of .NET that protects data for this machine (DPAPI).
    .DESCRIPTION
        In Windows PowerShell it lies in an assembly of the .NET Framework that is not loaded by itself; PowerShell 7 finds it
        where it is. Add-Type would do the same through the compiler's command, which policies look at with suspicion.
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

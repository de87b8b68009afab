function Get-ClassRegistration {
    <#
    .SYNOPSIS
        Reads the registration of a COM class from the registry.
    .DESCRIPTION
        From a 64-bit PowerShell HKEY_CLASSES_ROOT shows the 64-bit registration, WOW6432Node below it the 32-bit
        one. A COM+ class names its application by AppID, or by the command line of its local server.
    .PARAMETER ProgId
        The ProgID.
    .EXAMPLE
        (Get-ClassRegistration -ProgId 'meAppServer.AppServer').appId

        {0C7C0B0E-5F2C-4C37-8F6B-2E6D5A4C1D11}
    #>
    [CmdletBinding()]
    [OutputType([hashtable])]
    param(
        [Parameter(Mandatory = $true)]
        [ValidatePattern('^[^\\/*?\[\]]{1,200}$')]
        [string] $ProgId
    )

    $root = 'Registry::HKEY_CLASSES_ROOT\'
    $answer = @{ classId = $null; appId = $null; registered64 = $false; registered32 = $false }
    $answer.classId = Get-RegistryText -Path ($root + $ProgId + '\CLSID')
    if ($null -eq $answer.classId) {
        return $answer
    }
    $views = @{ registered64 = 'CLSID\'; registered32 = 'WOW6432Node\CLSID\' }
    foreach ($view in @('registered64', 'registered32')) {
        $class = $root + $views[$view] + $answer.classId
        $named = Get-RegistryText -Path $class -Name 'AppID'
        $local = Get-RegistryText -Path ($class + '\LocalServer32')
        $inside = Get-RegistryText -Path ($class + '\InprocServer32')
        if ($null -ne $named -or $null -ne $local -or $null -ne $inside) {
            $answer[$view] = $true
        }
        if ($null -eq $named -and $null -ne $local -and $local -match '/Processid:\s*(\{[0-9A-Fa-f-]{36}\})') {
            $named = $Matches[1]
        }
        if ($null -eq $answer.appId -and $null -ne $named) {
            $answer.appId = $named
        }
    }
    $answer
}

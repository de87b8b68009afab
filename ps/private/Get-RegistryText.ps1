function Get-RegistryText {
    <#
    .SYNOPSIS
        Reads one text of the registry, or nothing.
    .DESCRIPTION
        A key or value that is missing, empty, or not readable by this account gives nothing.
    .PARAMETER Path
        The key, with its provider.
    .PARAMETER Name
        The value; the key's own by default.
    .EXAMPLE
        Get-RegistryText -Path 'Registry::HKEY_CLASSES_ROOT\meAppServer.AppServer\CLSID'

        {5B1E3B52-6C53-4A53-9F0E-6D4A0C9F1E77}
    #>
    [CmdletBinding()]
    [OutputType([string])]
    param(
        [Parameter(Mandatory = $true)]
        [string] $Path,

        [Parameter()]
        [string] $Name = '(default)'
    )

    $key = Get-ItemProperty -LiteralPath $Path -Name $Name -ErrorAction 'SilentlyContinue'
    if ($null -eq $key) {
        return $null
    }
    $text = [string] $key.PSObject.Properties[$Name].Value
    if ($text.Trim() -eq '') {
        return $null
    }
    $text.Trim()
}

function Get-RegistryValueName {
    <#
    .SYNOPSIS
        Lists the names of the values of a registry key, or nothing.
    .DESCRIPTION
        Only the names: values may hold secrets.
    .PARAMETER Path
        The key, with its provider.
    .EXAMPLE
        Get-RegistryValueName -Path 'Registry::HKEY_USERS\S-1-5-18\Environment'

        TEMP
    #>
    [CmdletBinding()]
    [OutputType([string])]
    param(
        [Parameter(Mandatory = $true)]
        [string] $Path
    )

    $key = Get-ItemProperty -LiteralPath $Path -ErrorAction 'SilentlyContinue'
    if ($null -eq $key) {
        return
    }
    foreach ($property in $key.PSObject.Properties) {
        # Properties that the provider adds to every key.
        if ($property.Name -notin 'PSPath', 'PSParentPath', 'PSChildName', 'PSDrive', 'PSProvider') {
            $property.Name
        }
    }
}

function ConvertTo-ArgumentTable {
    <#
    .SYNOPSIS
        Converts a JSON object into a hashtable for splatting.
    .DESCRIPTION
        ConvertFrom-Json gives an object; Windows PowerShell 5.1 has no -AsHashtable.
    .PARAMETER Json
        The JSON object.
    .EXAMPLE
        ConvertTo-ArgumentTable -Json '{"Name":"dllhost.exe"}'

        A table with the key Name.
    #>
    [CmdletBinding()]
    [OutputType([hashtable])]
    param(
        [Parameter(Mandatory = $true)]
        [string] $Json
    )

    $table = @{}
    $parsed = ConvertFrom-Json -InputObject $Json
    foreach ($property in $parsed.PSObject.Properties) {
        $table[$property.Name] = $property.Value
    }
    $table
}

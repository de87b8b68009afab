function Get-Field {
    <#
    .SYNOPSIS
        A property of an object, or null when it has none.
    .DESCRIPTION
        In strict mode the dot fails on what is not there.
    .PARAMETER InputObject
        The object, or null.
    .PARAMETER Name
        The property.
    .EXAMPLE
        Get-Field $task 'State'

        Running
    #>
    [CmdletBinding()]
    [OutputType([object])]
    param(
        [Parameter(Mandatory = $true)] [AllowNull()] [object] $InputObject,
        [Parameter(Mandatory = $true)] [string] $Name
    )

    if ($null -eq $InputObject) { return $null }
    $property = $InputObject.PSObject.Properties[$Name]
    if ($null -eq $property) { return $null }
    $property.Value
}

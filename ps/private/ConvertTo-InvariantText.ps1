function ConvertTo-InvariantText {
    <#
    .SYNOPSIS
        Writes a whole number as decimal digits, whatever the culture.
    .DESCRIPTION
        64-bit figures travel as text: a JSON number would lose its last digits on the way.
    .PARAMETER Value
        The number.
    .EXAMPLE
        ConvertTo-InvariantText -Value 134085024000000000

        134085024000000000
    #>
    [CmdletBinding()]
    [OutputType([string])]
    param(
        [Parameter(Mandatory = $true)]
        [decimal] $Value
    )

    $Value.ToString('0', [System.Globalization.CultureInfo]::InvariantCulture)
}

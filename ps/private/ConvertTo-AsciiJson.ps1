function ConvertTo-AsciiJson {
    <#
    .SYNOPSIS
        Turns an object into Base64 of its UTF-8 JSON.
    .DESCRIPTION
        Base64 keeps the wire ASCII on a console of any code page. An array stays an array even with one element.
    .PARAMETER InputObject
        The object, made of dictionaries, arrays, strings, numbers and truth values only.
    .EXAMPLE
        ConvertTo-AsciiJson -InputObject @{ pid = 4712 }

        eyJwaWQiOjQ3MTJ9
    #>
    [CmdletBinding()]
    [OutputType([string])]
    param(
        [Parameter(Mandatory = $true)]
        [AllowEmptyCollection()]
        [object] $InputObject
    )

    $json = ConvertTo-Json -InputObject $InputObject -Depth 5 -Compress
    [System.Convert]::ToBase64String([System.Text.Encoding]::UTF8.GetBytes($json))
}

function Get-Text {
    <#
    .SYNOPSIS
        The text of a key in the language of Windows.
    .DESCRIPTION
        Texts are kept as escapes, because this file stays ASCII.
    .PARAMETER Key
        The key of the text.
    .PARAMETER Values
        What its places {0}, {1} hold.
    .EXAMPLE
        Get-Text 'done' '0.2.0'

        comwatch 0.2.0 is installed
    #>
    [CmdletBinding()]
    [OutputType([string])]
    param(
        [Parameter(Mandatory = $true)] [string] $Key,
        [Parameter()] [object[]] $Values = @()
    )

    $texts = $script:English
    if ([cultureinfo]::CurrentUICulture.Name -like 'ru*') { $texts = $script:Russian }
    [string]::Format([cultureinfo]::InvariantCulture, [regex]::Unescape($texts[$Key]), $Values)
}

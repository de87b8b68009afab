function Get-Text {
    <#
    .SYNOPSIS
        The text of a key in the language of Windows.
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

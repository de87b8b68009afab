function Get-ElementText {
    <#
    .SYNOPSIS
        Gives the text of the first element of a name in an XML definition, or an empty text.
    .DESCRIPTION
        The cmdlets show a task with names in the language of Windows; its definition has SIDs and durations as they are.
    .PARAMETER Definition
        The XML.
    .PARAMETER Name
        The name of the element.
    .EXAMPLE
        Get-ElementText -Definition (Export-ScheduledTask -TaskName 'comwatch' -ErrorAction 'Stop') -Name 'ExecutionTimeLimit'

        PT0S
    #>
    [CmdletBinding()]
    [OutputType([string])]
    param(
        [Parameter(Mandatory = $true)]
        [AllowEmptyString()]
        [string] $Definition,

        [Parameter(Mandatory = $true)]
        [ValidatePattern('^\w+$')]
        [string] $Name
    )

    $match = [regex]::Match($Definition, "<$Name>\s*([^<]*?)\s*</$Name>")
    [System.Net.WebUtility]::HtmlDecode($match.Groups[1].Value)
}

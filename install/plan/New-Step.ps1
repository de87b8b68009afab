function New-Step {
    <#
    .SYNOPSIS
        One step of a plan.
    .DESCRIPTION
        Changes nothing: the deed is done by Invoke-Plan.
    .PARAMETER Key
        The key of its text.
    .PARAMETER Values
        What the places of the text hold.
    .PARAMETER Deed
        What to do.
    .PARAMETER Argument
        What the deed is given.
    .EXAMPLE
        New-Step 'step-start' 'comwatch' { Start-Version }

        A table with the keys Text, Do and Argument.
    #>
    [CmdletBinding()]
    [OutputType([hashtable])]
    param(
        [Parameter(Mandatory = $true)] [string] $Key,
        [Parameter(Mandatory = $true)] [AllowEmptyCollection()] [object[]] $Values,
        [Parameter(Mandatory = $true)] [scriptblock] $Deed,
        [Parameter()] [AllowNull()] [object] $Argument = $null
    )

    @{ Text = (Get-Text $Key $Values); Do = $Deed; Argument = $Argument }
}

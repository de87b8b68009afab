function New-Step {
    <#
    .SYNOPSIS
        One step of a plan.
    #>
    [CmdletBinding()]
    [OutputType([hashtable])]
    param(
        [Parameter(Mandatory = $true)] [string] $Key,
        [Parameter(Mandatory = $true)] [AllowEmptyCollection()] [object[]] $Values,
        [Parameter(Mandatory = $true)] [scriptblock] $Deed,
        [Parameter()] [AllowNull()] [object] $Argument = $null
    )

    @{ Key = $Key; Text = (Get-Text $Key $Values); Do = $Deed; Argument = $Argument }
}

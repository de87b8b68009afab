function Test-CommandPresence {
    <#
    .SYNOPSIS
        Tells whether a command exists in this PowerShell.
    .DESCRIPTION
        CIM is missing off Windows, Write-EventLog in PowerShell 7.
    .PARAMETER Name
        The command.
    .EXAMPLE
        Test-CommandPresence -Name 'Get-CimInstance'

        True
    #>
    [CmdletBinding()]
    [OutputType([bool])]
    param(
        [Parameter(Mandatory = $true)]
        [string] $Name
    )

    $null -ne (Get-Command -Name $Name -ErrorAction 'SilentlyContinue')
}

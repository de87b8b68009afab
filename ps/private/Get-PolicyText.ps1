function Get-PolicyText {
    <#
    .SYNOPSIS
        Lists the execution policies that are set, as Scope=Policy.
    .DESCRIPTION
        A policy set by Group Policy overrides -ExecutionPolicy Bypass: the operators must see it.
    .EXAMPLE
        Get-PolicyText

        Process=Bypass
    #>
    [CmdletBinding()]
    [OutputType([string])]
    param()

    if (-not (Test-CommandPresence -Name 'Get-ExecutionPolicy')) {
        return
    }
    foreach ($each in (Get-ExecutionPolicy -List)) {
        if ([string] $each.ExecutionPolicy -ne 'Undefined') {
            '{0}={1}' -f $each.Scope, $each.ExecutionPolicy
        }
    }
}

function Test-ProcessEnd {
    <#
    .SYNOPSIS
        Tells whether a process has ended.
    .DESCRIPTION
        HasExited throws for a process that does not let itself be opened: then it is taken to live.
    .PARAMETER Target
        The process.
    .EXAMPLE
        Test-ProcessEnd -Target (Get-Process -Id 4712)

        False
    #>
    [CmdletBinding()]
    [OutputType([bool])]
    param(
        [Parameter(Mandatory = $true)]
        [object] $Target
    )

    try {
        $Target.Refresh()
        $Target.HasExited
    }
    catch {
        $false
    }
}

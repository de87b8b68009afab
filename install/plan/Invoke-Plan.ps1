function Invoke-Plan {
    <#
    .SYNOPSIS
        Does the steps one after the other, or with -WhatIf names them.
    .DESCRIPTION
        A step that the operator refused ends it, since the rest builds on it: then the answer is false.
    .PARAMETER Plan
        The steps.
    .EXAMPLE
        Invoke-Plan @(Get-RemovalPlan)

        True
    #>
    [CmdletBinding()]
    [OutputType([bool])]
    param(
        [Parameter(Mandatory = $true)] [object[]] $Plan
    )

    foreach ($step in $Plan) {
        if ($script:Cmdlet.ShouldProcess($step.Text)) {
            Write-Line $step.Text
            & $step.Do $step.Argument
            if ($script:LogFile) { Write-Log }
        }
        elseif ($script:WhatIfOnly) { Write-Line (Get-Text 'would' $step.Text) }
        else { Write-Line (Get-Text 'stopped-here') 'WARN'; return $false }
    }
    $true
}

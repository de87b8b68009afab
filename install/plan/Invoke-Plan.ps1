function Invoke-Plan {
    <#
    .SYNOPSIS
        Carries out the steps one after the other, or with -WhatIf names them.
    #>
    [CmdletBinding()]
    [OutputType([bool])]
    param(
        [Parameter(Mandatory = $true)] [object[]] $Plan
    )

    # A step that the operator refused ends it, since the rest builds on it: then the result is false. ShouldProcess is
    # called only where the user can be asked: with -WhatIf and -Verbose it would print each step a second time.
    foreach ($step in $Plan) {
        if ($script:WhatIfOnly) { Write-Line (Get-Text 'would' $step.Text); continue }
        if ($script:AsksFirst -and -not $script:Cmdlet.ShouldProcess($step.Text, $step.Text, 'comwatch')) {
            Write-Line (Get-Text 'stopped-here') 'WARN'
            return $false
        }
        Write-Line $step.Text
        & $step.Do $step.Argument
        $script:StepsDone.Add($step.Text)
        if ($script:LogFile) { Write-Log }
    }
    $true
}

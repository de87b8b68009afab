function Invoke-Plan {
    <#
    .SYNOPSIS
        Does the steps one after the other, or with -WhatIf names them.
    #>
    [CmdletBinding()]
    [OutputType([bool])]
    param(
        [Parameter(Mandatory = $true)] [object[]] $Plan
    )

    # A step that the operator refused ends it, since the rest builds on it: then the answer is false.
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

function Get-Extent {
    <#
    .SYNOPSIS
        What a failed installation has changed: nothing, or the steps that were done.
    #>
    [CmdletBinding()]
    [OutputType([string])]
    param()

    if ($script:StepsDone.Count -eq 0) { return Get-Text 'nothing-changed' }
    Get-Text 'partly' ($script:StepsDone.ToArray() -join '; ')
}

function Get-Extent {
    <#
    .SYNOPSIS
        Describes the changes made by a failed installation: none, or the completed steps.
    #>
    [CmdletBinding()]
    [OutputType([string])]
    param()

    if ($script:StepsDone.Count -eq 0) { return Get-Text 'nothing-changed' }
    Get-Text 'partly' ($script:StepsDone.ToArray() -join '; ')
}

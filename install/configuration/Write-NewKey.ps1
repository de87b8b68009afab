function Write-NewKey {
    <#
    .SYNOPSIS
        Names the keys that the new version knows and the operators' file does not have.
    .DESCRIPTION
        Their file is never changed: each key has a default.
    .EXAMPLE
        Write-NewKey

        New keys that the configuration does not use yet: [log] event_log
    #>
    [CmdletBinding()]
    [OutputType([void])]
    param()

    if ($script:NewConfiguration) { return }
    $answer = Invoke-Agent @('config', '--new-keys')
    if ($answer.ExitCode -eq 0 -and $answer.Text) { Write-Line (Get-Text 'new-keys' ($answer.Text -replace '\s*\n', ', ')) }
}

function Assert-Configuration {
    <#
    .SYNOPSIS
        Lets the new version check the configuration, before anything is switched.
    #>
    [CmdletBinding()]
    [OutputType([void])]
    param()

    # Ends the installation with exit code 2 when it is refused. A configuration that this run laid down is taken away
    # again, so that a better -ConfigPath has its chance. The account of the task may change the configuration, and it is
    # not the one that runs this script: the version is told.
    $answer = Invoke-Agent @('check-config', '--account', $script:Place.Account.Sid)
    if ($answer.ExitCode -ne 0) {
        $file = Get-ConfigurationFile
        if ($script:NewConfiguration) { [System.IO.File]::Delete($script:NewConfiguration) }
        Stop-Installation $script:ExitCode.Configuration 'bad-configuration' $file, $answer.Text
    }
    if ($answer.Text) { Write-Line $answer.Text 'DEBUG' }
}

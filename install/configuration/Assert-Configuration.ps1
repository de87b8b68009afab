function Assert-Configuration {
    <#
    .SYNOPSIS
        Lets the new version check the configuration, before anything is switched.
    #>
    [CmdletBinding()]
    [OutputType([void])]
    param()

    # Ends the installation with exit code 2 when it is refused. A configuration that this run created is deleted again,
    # so that a better -ConfigPath can be used. The account of the task may change the configuration, and it differs
    # from the one that runs this script: it is passed to the version.
    $answer = Invoke-Agent @('check-config', '--account', $script:Place.Account.Sid)
    if ($answer.ExitCode -ne 0) {
        $file, $text, $key = (Get-ConfigurationFile), $answer.Text, 'bad-configuration'
        if ($script:NewConfiguration) {
            # The operator corrects the file that it was copied from.
            [System.IO.File]::Delete($script:NewConfiguration)
            $file = Get-GivenConfiguration
            $text = $text.Replace($script:NewConfiguration, $file)
        }
        if (-not (Get-TaskVersion (Get-Task))) { $key = 'bad-first-configuration' }
        Stop-Installation $script:ExitCode.Configuration $key $file, $text
    }
    if ($answer.Text) { Write-Line $answer.Text 'DEBUG' }
}

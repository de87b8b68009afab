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
        $file = Get-ConfigurationFile
        if ($script:NewConfiguration) { [System.IO.File]::Delete($script:NewConfiguration) }
        Stop-Installation $script:ExitCode.Configuration 'bad-configuration' $file, $answer.Text
    }
    if ($answer.Text) { Write-Line $answer.Text 'DEBUG' }
}

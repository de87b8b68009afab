function Protect-Configuration {
    <#
    .SYNOPSIS
        Lets the new version protect the passwords of the configuration.
    #>
    [CmdletBinding()]
    [OutputType([void])]
    param()

    # After the new version has proved healthy: the one before might not read them.
    $answer = Invoke-Agent @('protect')
    if ($answer.ExitCode -ne 0) { Stop-Installation $script:ExitCode.Configuration 'protect-failed' $answer.Text }
}

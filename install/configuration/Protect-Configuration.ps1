function Protect-Configuration {
    <#
    .SYNOPSIS
        Lets the new version protect the passwords of the configuration.
    #>
    [CmdletBinding()]
    [OutputType([void])]
    param()

    # Only after the new version has proved healthy: the previous one might not be able to read them.
    $answer = Invoke-Agent @('protect')
    if ($answer.ExitCode -ne 0) { Stop-Installation $script:ExitCode.Configuration 'protect-failed' $answer.Text }
}

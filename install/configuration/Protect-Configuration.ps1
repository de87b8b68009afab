function Protect-Configuration {
    <#
    .SYNOPSIS
        Lets the new version protect the passwords of the configuration.
    .DESCRIPTION
        After the new version has proved healthy: the one before might not read them.
    .EXAMPLE
        Protect-Configuration

        Clear passwords have become ones that only this machine can read.
    #>
    [CmdletBinding()]
    [OutputType([void])]
    param()

    $answer = Invoke-Agent @('protect')
    if ($answer.ExitCode -ne 0) { Stop-Installation $script:ExitCode.Configuration 'protect-failed' $answer.Text }
}

function Test-OtherConfiguration {
    <#
    .SYNOPSIS
        Whether a configuration that was given differs from the server's own, apart from its passwords.
    #>
    [CmdletBinding()]
    [OutputType([bool])]
    param(
        [Parameter(Mandatory = $true)] [string] $Own,
        [Parameter(Mandatory = $true)] [string] $Given
    )

    # Passwords are written or protected on the server. A file that cannot be read now shows no difference.
    try {
        if (-not [System.IO.File]::Exists($Given)) { return $false }
        $texts = @(foreach ($each in $Own, $Given) {
                $text = (Read-FileText $each) -replace '\r\n?', "`n"
                ($text -replace '(?im)^([ \t]*(password|token)[ \t]*[:=]).*', '$1').Trim()
            })
        $texts[0] -cne $texts[1]
    }
    catch { $false }
}

function Unprotect-Secret {
    <#
    .SYNOPSIS
        Reads a password that was protected on this machine.
    .DESCRIPTION
        The clear text goes from here into the answer and nowhere else: it is not an argument of any command, so neither
        script-block logging nor module logging sees it.
    .PARAMETER Protected
        Base64, as Protect-Secret gave it.
    .EXAMPLE
        Unprotect-Secret -Protected 'AQAAANCMnd8BFdERjHoAwE...'

        A table with the key secret; an error when it was protected on another machine.
    #>
    [CmdletBinding()]
    [OutputType([hashtable])]
    param(
        [Parameter(Mandatory = $true)]
        [ValidatePattern('^[A-Za-z0-9+/]+={0,2}$')]
        [string] $Protected
    )

    $entropy = [System.Text.Encoding]::UTF8.GetBytes($script:SecretEntropy)
    $clear = (Get-DataProtection)::Unprotect([System.Convert]::FromBase64String($Protected), $entropy, 'LocalMachine')
    try {
        @{ secret = [System.Text.Encoding]::UTF8.GetString($clear) }
    }
    finally {
        [System.Array]::Clear($clear, 0, $clear.Length)
    }
}

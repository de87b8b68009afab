function Read-FileText {
    <#
    .SYNOPSIS
        The text of a configuration file, whatever Notepad wrote it in.
    #>
    [CmdletBinding()]
    [OutputType([string])]
    param(
        [Parameter(Mandatory = $true)] [string] $Path
    )

    # By its byte-order mark, else as UTF-8, else as windows-1251, like the agent.
    try {
        $strict = [System.Text.UTF8Encoding]::new($false, $true)
        [System.IO.File]::ReadAllText($Path, $strict)
    }
    catch [System.Text.DecoderFallbackException] {
        [System.IO.File]::ReadAllText($Path, [System.Text.Encoding]::GetEncoding(1251))
    }
}

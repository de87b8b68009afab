function Read-FileText {
    <#
    .SYNOPSIS
        The text of a configuration file, whatever Notepad wrote it in.
    .DESCRIPTION
        By its byte order mark, else as UTF-8, else as windows-1251, as the agent reads it.
    .PARAMETER Path
        The file.
    .EXAMPLE
        Read-FileText 'C:\ProgramData\comwatch\monitor.ini'

        The text.
    #>
    [CmdletBinding()]
    [OutputType([string])]
    param(
        [Parameter(Mandatory = $true)] [string] $Path
    )

    try {
        $strict = [System.Text.UTF8Encoding]::new($false, $true)
        [System.IO.File]::ReadAllText($Path, $strict)
    }
    catch [System.Text.DecoderFallbackException] {
        [System.IO.File]::ReadAllText($Path, [System.Text.Encoding]::GetEncoding(1251))
    }
}

function Write-Line {
    <#
    .SYNOPSIS
        Says one line, and keeps it for the log.
    .DESCRIPTION
        DEBUG is shown with -Verbose only, WARN as a warning; all of them go to the log.
    .PARAMETER Text
        The line.
    .PARAMETER Level
        DEBUG, INFO, WARN or ERROR.
    .EXAMPLE
        Write-Line (Get-Text 'waiting')

        Another installation is running: waiting
    #>
    [CmdletBinding()]
    [OutputType([void])]
    param(
        [Parameter(Mandatory = $true)] [AllowEmptyString()] [string] $Text,
        [Parameter()] [ValidateSet('DEBUG', 'INFO', 'WARN', 'ERROR')] [string] $Level = 'INFO'
    )

    if ($Level -eq 'DEBUG') { $script:Cmdlet.WriteVerbose($Text) }
    elseif ($Level -eq 'WARN') { $script:Cmdlet.WriteWarning($Text) }
    else { $script:Cmdlet.WriteObject($Text) }
    $at = [datetime]::UtcNow.ToString('yyyy-MM-ddTHH:mm:ss.fffZ', [cultureinfo]::InvariantCulture)
    $script:LogLines.Add("$at $Level $Text")
}

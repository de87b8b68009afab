function Write-Line {
    <#
    .SYNOPSIS
        Prints one line, and keeps it for the log.
    #>
    [CmdletBinding()]
    [OutputType([void])]
    param(
        [Parameter(Mandatory = $true)] [AllowEmptyString()] [string] $Text,
        [Parameter()] [ValidateSet('DEBUG', 'INFO', 'WARN', 'ERROR')] [string] $Level = 'INFO'
    )

    # DEBUG is shown with -Verbose only, WARN as a warning; everything goes to the log.
    if ($Level -eq 'DEBUG') { $script:Cmdlet.WriteVerbose($Text) }
    elseif ($Level -eq 'WARN') { $script:Cmdlet.WriteWarning($Text) }
    else { $script:Cmdlet.WriteObject($Text) }
    $at = [datetime]::UtcNow.ToString('yyyy-MM-ddTHH:mm:ss.fffZ', [cultureinfo]::InvariantCulture)
    $script:LogLines.Add("$at $Level $Text")
}

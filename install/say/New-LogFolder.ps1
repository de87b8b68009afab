function New-LogFolder {
    <#
    .SYNOPSIS
        Creates the data folder for a log, with its rights.
    #>
    [CmdletBinding()]
    [OutputType([void])]
    param()

    # A first installation that failed has no folder for its log yet, and the exit codes of a fleet are not displayed
    # anywhere.
    try {
        if ($script:WhatIfOnly -or [System.IO.Directory]::Exists($script:Place.Data)) { return }
        Set-Rights $script:Place.Data (Get-WantedAccess 'Data')
    }
    catch { $script:Cmdlet.WriteWarning((Get-Text 'log-failed' $script:LogFile, (Get-Reason $_))) }
}

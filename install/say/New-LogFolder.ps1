function New-LogFolder {
    <#
    .SYNOPSIS
        Makes the data folder for a log, with its rights.
    #>
    [CmdletBinding()]
    [OutputType([void])]
    param()

    # A first installation that failed has no folder for its log yet, and nobody sees the exit codes of a fleet.
    try {
        if ($script:WhatIfOnly -or [System.IO.Directory]::Exists($script:Place.Data)) { return }
        Set-Rights $script:Place.Data (Get-WantedAccess 'Data')
    }
    catch { $script:Cmdlet.WriteWarning((Get-Text 'log-failed' $script:LogFile, (Get-Reason $_))) }
}

function Write-Log {
    <#
    .SYNOPSIS
        Appends the printed lines to the log.
    #>
    [CmdletBinding()]
    [OutputType([void])]
    param()

    # A log that cannot be written does not stop the installation, and none is written where others have access. One
    # older log is kept. With -WhatIf nothing is written.
    if ($script:WhatIfOnly -or $script:LogLines.Count -eq 0) { return }
    try {
        $folder = [System.IO.Path]::GetDirectoryName($script:LogFile)
        $info = [System.IO.FileInfo]::new($script:LogFile)
        if ($folder -eq $script:Place.Data) {
            # The folder gets its rights before anything is written; if a user has placed a link there, a line would be
            # written elsewhere.
            if (-not [System.IO.Directory]::Exists($folder) -or -not (Test-OwnItem $folder)) { return }
            if ($info.Exists -and -not (Test-OwnItem $info.FullName)) { return }
        }
        if ($info.Exists -and $info.Length -gt $script:LogLimitBytes) {
            [System.IO.File]::Delete("$script:LogFile.1")
            [System.IO.File]::Move($script:LogFile, "$script:LogFile.1")
        }
        # The byte-order mark lets Windows PowerShell 5.1 show Russian.
        [System.IO.File]::AppendAllText($script:LogFile, (($script:LogLines.ToArray() -join "`r`n") + "`r`n"),
            [System.Text.UTF8Encoding]::new($true))
        $script:LogLines.Clear()
    }
    catch {
        $script:Cmdlet.WriteWarning((Get-Text 'log-failed' $script:LogFile, (Get-Reason $_)))
    }
}

function Remove-Folder {
    <#
    .SYNOPSIS
        Removes a folder or a file.
    #>
    [CmdletBinding()]
    [OutputType([bool])]
    param(
        [Parameter(Mandatory = $true)] [string] $Path
    )

    # What is in use stays until the next time: the result is false, with a warning.
    try {
        if ([System.IO.Directory]::Exists($Path)) { [System.IO.Directory]::Delete($Path, $true) }
        else { [System.IO.File]::Delete($Path) }
        $true
    }
    catch {
        Write-Line (Get-Text 'remove-failed' $Path, (Get-Reason $_)) 'WARN'
        $false
    }
}

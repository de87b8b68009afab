function Remove-Folder {
    <#
    .SYNOPSIS
        Removes a folder or a file.
    .DESCRIPTION
        What is in use stays until the next time: the answer is false and a warning says so.
    .PARAMETER Path
        The folder or file.
    .EXAMPLE
        Remove-Folder 'C:\Program Files\comwatch\0.1.0'

        True
    #>
    [CmdletBinding()]
    [OutputType([bool])]
    param(
        [Parameter(Mandatory = $true)] [string] $Path
    )

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

function Test-Absence {
    <#
    .SYNOPSIS
        Whether there is nothing of this name (any more).
    #>
    [CmdletBinding()]
    [OutputType([bool])]
    param(
        [Parameter(Mandatory = $true)] [string] $Path
    )

    # The agent removes its own files while the installer walks through a folder. An item that may not be read exists
    # all the same: File.Exists would report it as absent. A link to nowhere exists, too.
    try {
        [void] [System.IO.File]::GetAttributes($Path)
        $false
    }
    catch [System.IO.FileNotFoundException] { $true }
    catch [System.IO.DirectoryNotFoundException] { $true }
    catch { $false }
}

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

    # The agent removes its own files while a folder is gone through. What may not be looked at is there all the same:
    # File.Exists would call it absent. A link to nowhere is there too.
    try {
        [void] [System.IO.File]::GetAttributes($Path)
        $false
    }
    catch [System.IO.FileNotFoundException] { $true }
    catch [System.IO.DirectoryNotFoundException] { $true }
    catch { $false }
}

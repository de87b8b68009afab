function Switch-File {
    <#
    .SYNOPSIS
        Replaces a file by a new one, in one step, with the rights of the old one.
    .DESCRIPTION
        A rename alone would give the file the rights of its folder. No backup of the old content is left.
    .PARAMETER Path
        The file to replace.
    .PARAMETER Replacement
        The new file, on the same volume; it is gone afterwards.
    .EXAMPLE
        Switch-File -Path 'C:\ProgramData\comwatch\monitor.ini' -Replacement 'C:\ProgramData\comwatch\monitor.ini.4711.tmp'

        A table with the key replaced.
    #>
    [CmdletBinding()]
    [OutputType([hashtable])]
    param(
        [Parameter(Mandatory = $true)]
        [ValidateNotNullOrEmpty()]
        [string] $Path,

        [Parameter(Mandatory = $true)]
        [ValidateNotNullOrEmpty()]
        [string] $Replacement
    )

    # $null would arrive as an empty name.
    [System.IO.File]::Replace($Replacement, $Path, [System.Management.Automation.Language.NullString]::Value)
    @{ replaced = $true }
}

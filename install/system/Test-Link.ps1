function Test-Link {
    <#
    .SYNOPSIS
        Whether a path is a junction, a symbolic link or a mount point.
    .DESCRIPTION
        Rights set on a link are set on what it points to.
    .PARAMETER Path
        The path.
    .EXAMPLE
        Test-Link 'C:\ProgramData\comwatch'

        False
    #>
    [CmdletBinding()]
    [OutputType([bool])]
    param(
        [Parameter(Mandatory = $true)] [string] $Path
    )

    # A link to nowhere does not exist to Directory.Exists.
    try { [bool] ([System.IO.File]::GetAttributes($Path) -band [System.IO.FileAttributes]::ReparsePoint) }
    catch [System.IO.IOException] { $false }
}

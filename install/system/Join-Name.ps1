function Join-Name {
    <#
    .SYNOPSIS
        One path of a folder and a name in it.
    .DESCRIPTION
        Forward slashes of the manifest become the system's own.
    .PARAMETER Folder
        The folder.
    .PARAMETER Name
        The name, or several joined by slashes.
    .EXAMPLE
        Join-Name 'C:\comwatch' 'ps/comwatch.psd1'

        C:\comwatch\ps\comwatch.psd1
    #>
    [CmdletBinding()]
    [OutputType([string])]
    param(
        [Parameter(Mandatory = $true)] [string] $Folder,
        [Parameter(Mandatory = $true)] [string] $Name
    )

    [System.IO.Path]::Combine($Folder, $Name.Replace('/', [string] [System.IO.Path]::DirectorySeparatorChar))
}

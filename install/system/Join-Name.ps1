function Join-Name {
    <#
    .SYNOPSIS
        Joins a folder and a name in it to a path.
    #>
    [CmdletBinding()]
    [OutputType([string])]
    param(
        [Parameter(Mandatory = $true)] [string] $Folder,
        [Parameter(Mandatory = $true)] [string] $Name
    )

    [System.IO.Path]::Combine($Folder, $Name.Replace('/', [string] [System.IO.Path]::DirectorySeparatorChar))
}

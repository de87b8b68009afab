function Test-PackageFile {
    <#
    .SYNOPSIS
        Whether a file has the size and the hash that the manifest gives it.
    #>
    [CmdletBinding()]
    [OutputType([bool])]
    param(
        [Parameter(Mandatory = $true)] [string] $Path,
        [Parameter(Mandatory = $true)] [object] $Entry
    )

    $info = [System.IO.FileInfo]::new($Path)
    $info.Exists -and $info.Length -eq [long] $Entry.bytes -and (Get-Sha256 -Path $Path) -eq $Entry.sha256
}

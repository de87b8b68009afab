function Set-Failure {
    <#
    .SYNOPSIS
        Records that this package was rolled back, or that it works.
    #>
    [CmdletBinding()]
    [OutputType([void])]
    param(
        [Parameter(Mandatory = $true)] [bool] $Failed
    )

    # Identified by the hash of its manifest: a package that was rebuilt is a different one.
    $file = Join-Name $script:Place.Data 'install-failed.json'
    if ($Failed) {
        $note = '{{"version":"{0}","manifest":"{1}"}}' -f $script:Manifest.Version, $script:Manifest.Sha256
        [System.IO.File]::WriteAllText($file, $note)
    }
    elseif ([System.IO.File]::Exists($file)) { [System.IO.File]::Delete($file) }
}

function Test-ManifestEntry {
    <#
    .SYNOPSIS
        Whether one file of the manifest is described as it must be.
    #>
    [CmdletBinding()]
    [OutputType([bool])]
    param(
        [Parameter(Mandatory = $true)] [AllowNull()] [object] $Entry
    )

    $path = [string] (Get-Field $Entry 'path')
    $path -match '^[\w@+.-]+(/[\w@+.-]+)*\z' -and
    # No name of dots alone, none that ends in a dot (Windows drops it), no device.
    $path -notmatch '(^|/)[^/]*\.(/|\z)' -and
    $path -notmatch '(^|/)(con|prn|aux|nul|com\d|lpt\d)(\.|/|\z)' -and
    [string] (Get-Field $Entry 'sha256') -match '^[0-9a-f]{64}\z' -and
    [string] (Get-Field $Entry 'bytes') -match '^\d{1,12}\z'
}

function Test-ManifestEntry {
    <#
    .SYNOPSIS
        Whether one entry of the manifest is valid.
    #>
    [CmdletBinding()]
    [OutputType([bool])]
    param(
        [Parameter(Mandatory = $true)] [AllowNull()] [object] $Entry
    )

    $path = [string] (Get-Field $Entry 'path')
    $path -match '^[\w@+.-]+(/[\w@+.-]+)*\z' -and
    # No name that consists of dots or ends in one (Windows drops it), no device.
    $path -notmatch '(^|/)[^/]*\.(/|\z)' -and
    $path -notmatch '(^|/)(con|prn|aux|nul|com\d|lpt\d)(\.|/|\z)' -and
    [string] (Get-Field $Entry 'sha256') -match '^[0-9a-f]{64}\z' -and
    [string] (Get-Field $Entry 'bytes') -match '^\d{1,12}\z'
}

function Test-GivenAccess {
    <#
    .SYNOPSIS
        Whether an earlier installation has opened the data folder to an account.
    #>
    [CmdletBinding()]
    [OutputType([bool])]
    param(
        [Parameter(Mandatory = $true)] [string] $Sid
    )

    # Any user may register a task in the root folder; only an administrator can have written these rights.
    $folder = $script:Place.Data
    if (-not [System.IO.Directory]::Exists($folder) -or (Test-Link $folder)) { return $false }
    $sddl = [string] (Get-Acl -LiteralPath $folder).Sddl
    $names = @($Sid)
    if ($Sid -match '-500\z') { $names += 'LA' }
    $isGiven = @($names | Where-Object { $sddl.Contains("(A;OICI;0x1301bf;;;$_)") }).Count -gt 0
    $isGiven -and $sddl -match '^O:(BA|SY)(G:[^:]*)?D:[A-Z]*P'
}

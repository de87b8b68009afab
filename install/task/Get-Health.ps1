function Get-Health {
    <#
    .SYNOPSIS
        The state of the agent of a version: 'healthy', 'checking' (during its first COM check), or '' (not yet).
    #>
    [CmdletBinding()]
    [OutputType([string])]
    param(
        [Parameter(Mandatory = $true)] [string] $State,
        [Parameter(Mandatory = $true)] [string] $Version
    )

    # An agent is healthy if it gets samples and has made a COM check, whatever its result: a server that does not
    # answer is no fault of a new version.
    try {
        $file = Join-Name $State 'status.json'
        if ([System.IO.File]::Exists($file)) {
            $status = ConvertFrom-Json -InputObject ([System.IO.File]::ReadAllText($file))
            if ((Get-Field $status 'version') -ne $Version) { return '' }
            $sources = @(Get-Field $status 'sources')
            if ($sources.Count -eq 0) { return '' }
            foreach ($each in $sources) { if ($null -eq (Get-Field $each 'lastSampleUnixMs')) { return '' } }
            foreach ($each in @(Get-Field $status 'applications')) {
                if ($null -eq (Get-Field $each 'progid') -or $null -ne (Get-Field $each 'probe')) { continue }
                # During a pause or maintenance no call is made.
                $pause = Get-Field $each 'pause'
                if ($null -eq $pause -or (Get-Field $pause 'withCalls')) { return 'checking' }
            }
            return 'healthy'
        }
        # Status of an earlier version after a rollback.
        $file = Join-Name $State 'health.json'
        if ($Version -eq $script:Manifest.Version -or -not [System.IO.File]::Exists($file)) { return '' }
        $health = ConvertFrom-Json -InputObject ([System.IO.File]::ReadAllText($file))
        if ((Get-Field $health 'version') -eq $Version -and [bool] (Get-Field $health 'healthySince')) { return 'healthy' }
        ''
    }
    # The file is being replaced.
    catch { '' }
}

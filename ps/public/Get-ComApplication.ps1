function Get-ComApplication {
    <#
    .SYNOPSIS
        Finds the COM+ application that hosts a class, or that has a name.
    .DESCRIPTION
        Queries the registry first: ProgID to CLSID to AppID. Queries the COM+ catalogue if that gives no answer, or
        when the processes of the application are requested. An AppID that neither of them knows is invalid.
    .PARAMETER ProgId
        ProgID of a class of the application.
    .PARAMETER Application
        Name or AppID of the application; takes precedence over the class.
    .PARAMETER Catalog
        Whether to query the COM+ catalogue as well.
    .EXAMPLE
        Get-ComApplication -ProgId 'meAppServer.AppServer' -Catalog $true

        A table with classId, appId, name, instances, registered64, registered32, ambiguous and detail.
    #>
    [CmdletBinding()]
    [OutputType([hashtable])]
    param(
        [Parameter()]
        [string] $ProgId = '',

        [Parameter()]
        [string] $Application = '',

        [Parameter()]
        [bool] $Catalog = $false
    )

    $answer = @{
        classId      = $null
        appId        = $null
        name         = $null
        instances    = @()
        registered64 = $false
        registered32 = $false
        ambiguous    = $false
        detail       = ''
    }
    if ($ProgId -ne '') {
        $class = Get-ClassRegistration -ProgId $ProgId
        foreach ($key in @('classId', 'appId', 'registered64', 'registered32')) {
            $answer[$key] = $class[$key]
        }
    }
    $name = ''
    $isRegistered = $true
    if ($Application -match '^\{?[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}\}?$') {
        $answer.appId = '{' + $Application.Trim('{', '}') + '}'
        $key = 'Registry::HKEY_CLASSES_ROOT\AppID\' + $answer.appId
        $isRegistered = $null -ne (Get-ItemProperty -LiteralPath $key -ErrorAction 'SilentlyContinue')
    }
    elseif ($Application -ne '') {
        $answer.appId = $null
        $name = $Application
    }
    $known = $null -ne $answer.appId -and $isRegistered
    if ($Catalog -or -not $known) {
        $found = Get-CatalogApplication -AppId $answer.appId -Name $name -ClassId $answer.classId
        $answer.detail = $found.detail
        $answer.ambiguous = $found.found.Count -gt 1
        if ($found.found.Count -eq 1) {
            $answer.appId = $found.found[0].appId
            $answer.name = $found.found[0].name
            $answer.instances = $found.instances
        }
        elseif (-not $isRegistered -and $found.detail -eq '') {
            $answer.appId = $null
        }
    }
    $answer
}

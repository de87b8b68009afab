function Get-ComApplication {
    <#
    .SYNOPSIS
        Finds the COM+ application that hosts a class, or that has a name.
    .DESCRIPTION
        The registry first: ProgID to CLSID to AppID. The COM+ catalogue where that does not tell, or when the
        processes of the application are asked for.
    .PARAMETER ProgId
        ProgID of a class of the application.
    .PARAMETER Application
        Name or AppID of the application; goes before the class.
    .PARAMETER Catalog
        Also asks the COM+ catalogue.
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
    if ($Application -match '^\{?[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}\}?$') {
        $answer.appId = '{' + $Application.Trim('{', '}') + '}'
    }
    elseif ($Application -ne '') {
        $answer.appId = $null
        $name = $Application
    }
    $known = $null -ne $answer.appId
    if ($Catalog -or -not $known) {
        $found = Get-CatalogApplication -AppId $answer.appId -Name $name -ClassId $answer.classId
        $answer.detail = $found.detail
        $answer.ambiguous = $found.found.Count -gt 1
        if ($found.found.Count -eq 1) {
            $answer.appId = $found.found[0].appId
            $answer.name = $found.found[0].name
            $answer.instances = $found.instances
        }
    }
    $answer
}

function Get-CatalogApplication {
    <#
    .SYNOPSIS
        Finds an application in the COM+ catalogue, with the processes that run it.
    .DESCRIPTION
        Searches by its AppID, its name, or a class that it contains. An instance that COM+ has recycled or paused
        accepts no new calls. The catalogue may be absent, refuse, or block: its caller has a deadline.
    .PARAMETER AppId
        Its AppID, when it is known.
    .PARAMETER Name
        Its name, when that is known.
    .PARAMETER ClassId
        One of its classes.
    .EXAMPLE
        (Get-CatalogApplication -Name 'Front Office').instances

        A table for each process, with the keys pid, hasRecycled and isPaused.
    #>
    [CmdletBinding()]
    [OutputType([hashtable])]
    param(
        [Parameter()]
        [AllowNull()]
        [AllowEmptyString()]
        [string] $AppId,

        [Parameter()]
        [AllowNull()]
        [AllowEmptyString()]
        [string] $Name,

        [Parameter()]
        [AllowNull()]
        [AllowEmptyString()]
        [string] $ClassId
    )

    $answer = @{ found = @(); instances = @(); detail = '' }
    try {
        $catalog = New-Object -ComObject 'COMAdmin.COMAdminCatalog' -ErrorAction 'Stop'
        $applications = $catalog.GetCollection('Applications')
        $applications.Populate()
        $found = foreach ($each in $applications) {
            $id = [string] $each.Value('ID')
            $isIt = if (-not [string]::IsNullOrEmpty($AppId)) {
                $id -eq $AppId
            }
            elseif (-not [string]::IsNullOrEmpty($Name)) {
                [string] $each.Name -eq $Name
            }
            else {
                $classes = $applications.GetCollection('Components', $each.Key)
                $classes.Populate()
                $held = foreach ($class in $classes) { [string] $class.Value('CLSID') }
                $held -contains $ClassId
            }
            if ($isIt) {
                @{ appId = $id; name = [string] $each.Name }
            }
        }
        $answer.found = @($found)
        if ($answer.found.Count -eq 1) {
            $instances = $catalog.GetCollection('ApplicationInstances')
            $instances.Populate()
            $processes = foreach ($each in $instances) {
                if ([string] $each.Value('Application') -eq $answer.found[0].appId) {
                    @{
                        pid         = [int] $each.Value('ProcessID')
                        hasRecycled = [bool] $each.Value('HasRecycled')
                        isPaused    = [bool] $each.Value('IsPaused')
                    }
                }
            }
            $answer.instances = @($processes)
        }
    }
    catch {
        $answer.detail = [string] $_.Exception.Message
    }
    $answer
}

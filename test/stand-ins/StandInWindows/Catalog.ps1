function New-Object {
    # -ComObject, which exists on Windows only: the COM+ catalogue of COMWATCH_STAND_IN_CATALOG is the only object it
    # creates. The file holds a list of applications: appId, name, classes, instances (PIDs) and which of them are
    # recycled or paused.
    [CmdletBinding()]
    param([Parameter(Mandatory)] [string] $ComObject)
    if ($ComObject -ne 'COMAdmin.COMAdminCatalog' -or -not $env:COMWATCH_STAND_IN_CATALOG -or
        -not [System.IO.File]::Exists($env:COMWATCH_STAND_IN_CATALOG)) {
        # REGDB_E_CLASSNOTREG.
        $failure = [System.Runtime.InteropServices.COMException]::new('Class not registered (0x80040154 (REGDB_E_CLASSNOTREG))', -2147221164)
        $PSCmdlet.ThrowTerminatingError((New-Failure 'NoCOMClassIdentified' $failure 'ResourceUnavailable' $ComObject))
    }
    $file = [System.IO.File]::ReadAllText($env:COMWATCH_STAND_IN_CATALOG)
    [StandInCatalog]::new(@(ConvertFrom-Json -InputObject $file))
}

class StandInCatalog {
    hidden [object[]] $Applications
    StandInCatalog([object[]] $Applications) { $this.Applications = $Applications }
    [object] GetCollection([string] $Name) {
        if ($Name -eq 'Applications') {
            $rows = foreach ($each in $this.Applications) { [StandInCatalogObject]::new($each.name, $each.appId, @{ ID = $each.appId }) }
            return [StandInCatalogCollection]::new($rows, $this.Applications)
        }
        if ($Name -ne 'ApplicationInstances') { throw [System.Runtime.InteropServices.COMException]::new("unknown collection: $Name") }
        # The documentation has ProcessID as a string, HasRecycled and IsPaused as Bool.
        $rows = foreach ($each in $this.Applications) {
            $recycled = if ($each.PSObject.Properties['recycled']) { $each.recycled } else { @() }
            $paused = if ($each.PSObject.Properties['paused']) { $each.paused } else { @() }
            foreach ($id in $each.instances) {
                [StandInCatalogObject]::new($each.name, "$($each.appId)$id", @{
                        Application = $each.appId
                        ProcessID   = [string] $id
                        HasRecycled = $recycled -contains $id
                        IsPaused    = $paused -contains $id
                    })
            }
        }
        return [StandInCatalogCollection]::new($rows, $this.Applications)
    }
}

# Empty until it is populated.
class StandInCatalogCollection : System.Collections.IEnumerable {
    hidden [object[]] $Rows
    hidden [object[]] $Populated = @()
    hidden [object[]] $Applications
    StandInCatalogCollection([object[]] $Rows, [object[]] $Applications) {
        $this.Rows = @($Rows)
        $this.Applications = $Applications
    }
    [void] Populate() { $this.Populated = $this.Rows }
    [System.Collections.IEnumerator] GetEnumerator() { return $this.Populated.GetEnumerator() }
    [object] GetCollection([string] $Name, [object] $Key) {
        if ($Name -ne 'Components') { throw [System.Runtime.InteropServices.COMException]::new("unknown collection: $Name") }
        $application = $this.Applications | Where-Object -Property 'appId' -EQ $Key
        $found = foreach ($each in $application.classes) { [StandInCatalogObject]::new('class', $each, @{ CLSID = $each }) }
        return [StandInCatalogCollection]::new($found, $this.Applications)
    }
}

class StandInCatalogObject {
    [string] $Name
    [string] $Key
    hidden [hashtable] $Values
    StandInCatalogObject([string] $Name, [string] $Key, [hashtable] $Values) {
        $this.Name = $Name
        $this.Key = $Key
        $this.Values = $Values
    }
    [object] Value([string] $Property) {
        if (-not $this.Values.ContainsKey($Property)) { throw [System.Runtime.InteropServices.COMException]::new("unknown property: $Property") }
        return $this.Values[$Property]
    }
}

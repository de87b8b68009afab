function Get-Fault {
    # The value of a fault that a test has switched on ('' when it has none), or null. Read again each time.
    param([string] $Name)
    $text = [string] $env:COMWATCH_STAND_IN_FAULTS
    if ($env:COMWATCH_STAND_IN_FAULTS_FILE) {
        try { $text += ',' + [System.IO.File]::ReadAllText($env:COMWATCH_STAND_IN_FAULTS_FILE) } catch [System.IO.IOException] { }
    }
    $value = $null
    foreach ($each in $text.Split(',')) {
        $key, $given = $each.Split('=', 2)
        if ($key.Trim() -eq $Name) { $value = [string] $given }
    }
    $value
}

function New-Failure {
    # An error record like that of the replaced command.
    param([string] $Id, [System.Exception] $Exception, [System.Management.Automation.ErrorCategory] $Category, [object] $Target)
    [System.Management.Automation.ErrorRecord]::new($Exception, $Id, $Category, $Target)
}

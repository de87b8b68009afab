# Runs install.ps1 of a package under Wine, which has no Task Scheduler and forgets the owner and the protection of a folder
# that Set-Acl gives it. Everything else there is real.
Import-Module ([System.IO.Path]::Combine($PSScriptRoot, '..\..\deploy\install\stand-ins\ScheduledTasks.psm1'))

$rightsPath = $env:COMWATCH_STAND_IN_RIGHTS

function Read-Right {
    if (-not [System.IO.File]::Exists($rightsPath)) { return @{} }
    ConvertFrom-Json -InputObject ([System.IO.File]::ReadAllText($rightsPath)) -AsHashtable
}

function Get-Acl {
    # As Set-Acl left it; what lies below such a folder inherits, and belongs to Administrators. Else what Wine says.
    [CmdletBinding()]
    param([Parameter(Mandatory)] [string] $LiteralPath)
    $acl = Microsoft.PowerShell.Security\Get-Acl -LiteralPath $LiteralPath
    $rights = Read-Right
    $sddl = $rights[$LiteralPath]
    if (-not $sddl) {
        $above = @($rights.Keys | Where-Object { $LiteralPath.StartsWith("$_\", [System.StringComparison]::OrdinalIgnoreCase) })
        if ($above.Count -gt 0) { $sddl = 'O:BAG:SYD:AI(A;ID;FA;;;SY)(A;ID;FA;;;BA)' }
    }
    if ($sddl) { $acl.SetSecurityDescriptorSddlForm($sddl) }
    $acl
}

function Set-Acl {
    [CmdletBinding(SupportsShouldProcess)]
    param([Parameter(Mandatory)] [string] $LiteralPath, [Parameter(Mandatory)] [object] $AclObject)
    $rights = Read-Right
    $rights[$LiteralPath] = $AclObject.Sddl
    [System.IO.File]::WriteAllText($rightsPath, (ConvertTo-Json -InputObject $rights))
    Microsoft.PowerShell.Security\Set-Acl -LiteralPath $LiteralPath -AclObject $AclObject
}

$arguments = ConvertFrom-Json -InputObject $env:COMWATCH_STAND_IN_ARGUMENTS -AsHashtable
& "$($arguments['SourcePath'])\install.ps1" @arguments
exit $LASTEXITCODE

# Runs install.ps1 in the real PowerShell with stand-ins for the cmdlets of ScheduledTasks (its module), for Get-Acl, Set-Acl,
# Get-Item and Unblock-File, in the shapes that Microsoft documents. What they know lies in the file that COMWATCH_STAND_IN_STATE
# names, every call becomes one line of JSON in COMWATCH_STAND_IN_CALLS. A started task is a real process.

. ([System.IO.Path]::Combine($PSScriptRoot, 'Windows.ps1'))

Import-Module ([System.IO.Path]::Combine($PSScriptRoot, 'ScheduledTasks.psm1'))

function Get-Acl {
    [CmdletBinding()]
    param([Parameter(Mandatory)] [string] $LiteralPath)
    # A fault on request, '2 <path>': a file goes away just before its rights are read the second time.
    if ([string] (Get-Entry 'faults' 'gone') -match '^(?<turn>\d) (?<path>.+)' -and $Matches['path'] -eq $LiteralPath) {
        if ($Matches['turn'] -eq '1') { [System.IO.File]::Delete($LiteralPath) }
        else { Set-Entry 'faults' 'gone' "$([int] $Matches['turn'] - 1) $LiteralPath" }
    }
    $isFolder = [System.IO.Directory]::Exists($LiteralPath)
    if (-not $isFolder -and -not [System.IO.File]::Exists($LiteralPath)) {
        $failure = [System.Management.Automation.ItemNotFoundException]::new("Cannot find path '$LiteralPath' because it does not exist.")
        $PSCmdlet.WriteError([System.Management.Automation.ErrorRecord]::new($failure, 'GetAcl_PathNotFound_Exception', 'ObjectNotFound', $LiteralPath))
        return
    }
    if ((Get-Entry 'faults' 'unreadable') -eq $LiteralPath) { throw [System.UnauthorizedAccessException]::new('Attempted to perform an unauthorized operation.') }
    $sddl = Get-Entry 'acl' $LiteralPath
    if (-not $sddl -and (Get-Entry 'acl' ([System.IO.Path]::GetDirectoryName($LiteralPath)))) { $sddl = 'O:BAG:SYD:AI(A;ID;FA;;;SY)(A;ID;FA;;;BA)' }
    if (-not $sddl) { $sddl = 'O:BAG:SYD:AI(A;OICIID;FA;;;SY)(A;OICIID;FA;;;BA)(A;OICIIOID;GA;;;CO)(A;OICIID;0x1200a9;;;BU)' }
    if (-not (Get-Entry 'acl' $LiteralPath)) { $sddl = $sddl.Replace('O:BAG', "O:$(Get-Owner $LiteralPath)G") }
    $acl = [pscustomobject] @{ Path = "Microsoft.PowerShell.Core\FileSystem::$LiteralPath"; Sddl = $sddl }
    $set = [System.Management.Automation.PSScriptMethod]::new('SetSecurityDescriptorSddlForm', {
            param([string] $Form, [System.Security.AccessControl.AccessControlSections] $Sections)
            if ([string] $Sections -ne 'Access, Owner') { throw "unexpected sections $Sections" }
            # Kept as Windows shows it afterwards: with the group that was there.
            $this.Sddl = $Form -replace '^O:(BA|SY)', 'O:$1G:SY' -replace 'D:AI\z', 'D:AI(A;ID;FA;;;SY)(A;ID;FA;;;BA)'
        })
    $acl.PSObject.Members.Add($set)
    $acl
}

function Get-Item {
    # The engine itself tells the kind of a link. On request a link stands in for a file that Data Deduplication has
    # optimised: it is a reparse point too, and to LinkType no link.
    [CmdletBinding()]
    param([Parameter(Mandatory)] [string] $LiteralPath, [switch] $Force)
    if ((Get-Entry 'faults' 'optimised') -eq $LiteralPath) { return [pscustomobject] @{ FullName = $LiteralPath; LinkType = $null } }
    [System.IO.FileInfo]::new($LiteralPath)
}

function Set-Acl {
    [CmdletBinding(SupportsShouldProcess)]
    param([Parameter(Mandatory)] [string] $LiteralPath, [Parameter(Mandatory)] [object] $AclObject)
    Write-Call 'Set-Acl' @{ LiteralPath = $LiteralPath; Sddl = $AclObject.Sddl }
    Set-Entry 'acl' $LiteralPath $AclObject.Sddl
}

function Unblock-File {
    [CmdletBinding(SupportsShouldProcess)]
    param([Parameter(Mandatory)] [string] $LiteralPath)
    if (-not [System.IO.File]::Exists($LiteralPath)) { throw "Cannot find path '$LiteralPath'." }
    # A fault on request: the share goes away while it is copied from.
    $share = Get-Entry 'faults' 'share'
    if ($share -and [System.IO.Directory]::Exists($share)) { [System.IO.Directory]::Delete($share, $true) }
}

# Off Windows no account can be looked up: SYSTEM and domain accounts CORP\... are known, these with a SID made of the length
# of their name.
class StandInAccount {
    [string] $Name
    StandInAccount([string] $Name) { $this.Name = $Name }
    [object] Translate([type] $Type) {
        if ($this.Name -eq 'NT AUTHORITY\SYSTEM') { return [pscustomobject] @{ Value = 'S-1-5-18' } }
        if (-not $this.Name.StartsWith('CORP\')) { throw [System.Security.Principal.IdentityNotMappedException]::new('Some or all identity references could not be translated.') }
        return [pscustomobject] @{ Value = "S-1-5-21-1-2-3-$(1000 + $this.Name.Length)" }
    }
}
[psobject].Assembly.GetType('System.Management.Automation.TypeAccelerators')::Add('System.Security.Principal.NTAccount', [StandInAccount])

if ($env:COMWATCH_STAND_IN_CULTURE) {
    [System.Threading.Thread]::CurrentThread.CurrentUICulture = [cultureinfo]::GetCultureInfo($env:COMWATCH_STAND_IN_CULTURE)
}
$arguments = @{}
foreach ($each in (ConvertFrom-Json -InputObject $env:COMWATCH_STAND_IN_ARGUMENTS).PSObject.Properties) { $arguments[$each.Name] = $each.Value }
if ($arguments.ContainsKey('Credential')) {
    $secret = [System.Security.SecureString]::new()
    foreach ($letter in $arguments['Credential'].password.ToCharArray()) { $secret.AppendChar($letter) }
    $arguments['Credential'] = [pscredential]::new($arguments['Credential'].user, $secret)
}
# The folder in which an operator starts it.
if ($env:COMWATCH_STAND_IN_FOLDER) { [System.Environment]::CurrentDirectory = $env:COMWATCH_STAND_IN_FOLDER }
& $env:COMWATCH_STAND_IN_SCRIPT @arguments
exit $LASTEXITCODE

function Get-Acl {
    # The SDDL in COMWATCH_STAND_IN_FILE_SDDL or COMWATCH_STAND_IN_FOLDER_SDDL, else that of a folder restricted by
    # install.ps1.
    [CmdletBinding()]
    param([Parameter(Mandatory)] [string] $LiteralPath)
    $isFolder = [System.IO.Directory]::Exists($LiteralPath)
    if ($null -ne (Get-Fault 'no-acl') -or -not $isFolder -and -not [System.IO.File]::Exists($LiteralPath)) {
        $failure = [System.Management.Automation.ItemNotFoundException]::new("Cannot find path '$LiteralPath' because it does not exist.")
        $PSCmdlet.ThrowTerminatingError((New-Failure 'GetAcl_PathNotFound' $failure 'ObjectNotFound' $LiteralPath))
    }
    $sddl = if ($isFolder) { $env:COMWATCH_STAND_IN_FOLDER_SDDL } else { $env:COMWATCH_STAND_IN_FILE_SDDL }
    if (-not $sddl) { $sddl = if ($isFolder) { 'O:BAG:SYD:PAI(A;OICI;FA;;;SY)(A;OICI;FA;;;BA)' } else { 'O:BAG:SYD:AI(A;ID;FA;;;SY)(A;ID;FA;;;BA)' } }
    [pscustomobject] @{ Path = "Microsoft.PowerShell.Core\FileSystem::$LiteralPath"; Sddl = $sddl }
}

function Get-ExecutionPolicy {
    # Off Windows there are no policies.
    [CmdletBinding()]
    param([switch] $List)
    foreach ($scope in 'MachinePolicy', 'UserPolicy', 'Process', 'CurrentUser', 'LocalMachine') {
        $policy = if ($scope -eq 'Process') { 'Bypass' } else { 'Undefined' }
        if ($scope -eq 'MachinePolicy' -and (Get-Fault 'machine-policy')) { $policy = Get-Fault 'machine-policy' }
        [pscustomobject] @{ Scope = $scope; ExecutionPolicy = $policy }
    }
}

# WindowsIdentity as of the account whose SID is in COMWATCH_STAND_IN_ACCOUNT.
class StandInIdentity : System.IDisposable {
    [object] $User = [pscustomobject] @{ Value = $env:COMWATCH_STAND_IN_ACCOUNT }
    static [StandInIdentity] GetCurrent() { return [StandInIdentity]::new() }
    [void] Dispose() { }
}

# ProtectedData (DPAPI): data protected by one machine (COMWATCH_STAND_IN_MACHINE) cannot be read by another. It hides
# nothing.
class StandInProtectedData {
    static [byte[]] Protect([byte[]] $Data, [byte[]] $Entropy, [string] $Scope) {
        $key = [StandInProtectedData]::Key($Entropy, $Scope)
        return [byte[]] ([System.Security.Cryptography.HMACSHA256]::HashData($key, $Data) + [StandInProtectedData]::Mix($Data, $key))
    }
    static [byte[]] Unprotect([byte[]] $Data, [byte[]] $Entropy, [string] $Scope) {
        $key = [StandInProtectedData]::Key($Entropy, $Scope)
        if ($Data.Length -gt 32) {
            $clear = [StandInProtectedData]::Mix($Data[32..($Data.Length - 1)], $key)
            $mark = [System.Security.Cryptography.HMACSHA256]::HashData($key, $clear)
            if ([System.Convert]::ToHexString($mark) -eq [System.Convert]::ToHexString([byte[]] $Data[0..31])) { return $clear }
        }
        throw [System.Security.Cryptography.CryptographicException]::new('Key not valid for use in specified state.')
    }
    hidden static [byte[]] Key([byte[]] $Entropy, [string] $Scope) {
        $more = [System.Text.Encoding]::UTF8.GetBytes($Scope + $env:COMWATCH_STAND_IN_MACHINE)
        return [System.Security.Cryptography.SHA256]::HashData([byte[]] ($Entropy + $more))
    }
    hidden static [byte[]] Mix([byte[]] $Bytes, [byte[]] $Key) {
        $mixed = [byte[]]::new($Bytes.Length)
        for ($at = 0; $at -lt $Bytes.Length; $at++) { $mixed[$at] = $Bytes[$at] -bxor $Key[$at % 32] }
        return $mixed
    }
}

function Register-StandInType {
    # PowerShell finds them under the names of the real ones, which work on Windows only.
    if ($IsWindows) { return }
    $accelerators = [psobject].Assembly.GetType('System.Management.Automation.TypeAccelerators')
    $accelerators::Add('System.Security.Cryptography.ProtectedData', [StandInProtectedData])
    if ($env:COMWATCH_STAND_IN_ACCOUNT) { $accelerators::Add('System.Security.Principal.WindowsIdentity', [StandInIdentity]) }
}

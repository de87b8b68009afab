<#
.SYNOPSIS
    Calls real COM classes with the comwatch of the package: IDispatch, marshalling, .NET Framework through edge-js.
.DESCRIPTION
    Builds the COM server of test/wine/com-server, registers its classes on this computer and probes each of them. For a
    throw-away Windows only: the classes stay registered. Not yet run.
.PARAMETER Package
    The unpacked package.
.PARAMETER Source
    The folder of the COM server.
.PARAMETER Compiler
    g++ of mingw-w64.
.EXAMPLE
    .\Test-ComProbe.ps1 -Package C:\package -Source test\wine\com-server

    Runs elevated; the server goes to C:\com-server, where it expects itself.
#>
[CmdletBinding()]
[OutputType([string])]
param(
    [Parameter(Mandatory = $true)]
    [string] $Package,

    [Parameter(Mandatory = $true)]
    [string] $Source,

    [Parameter()]
    [string] $Compiler = 'g++'
)

Set-StrictMode -Version 3.0
$ErrorActionPreference = 'Stop'

$place = 'C:\com-server'
$app = Join-Path $Package 'app'
$configuration = Join-Path $place 'monitor.ini'

function Invoke-Compiler {
    [CmdletBinding()]
    param([string[]] $Arguments)
    & $Compiler @Arguments
    if ($LASTEXITCODE -ne 0) { throw "$Compiler ended with $LASTEXITCODE" }
}

function Set-RegistryKey {
    <# A key below the classes of the machine, with its values; an empty name is the default value. #>
    [CmdletBinding()]
    param([string] $Path, [hashtable] $Values)
    $key = [Microsoft.Win32.Registry]::LocalMachine.CreateSubKey("SOFTWARE\Classes\$Path")
    foreach ($name in $Values.Keys) { $key.SetValue($name, $Values[$name]) }
    $key.Dispose()
}

function Invoke-Probe {
    <# One probe of a class: the exit code and the answer. #>
    [CmdletBinding()]
    [OutputType([hashtable])]
    param([string] $Progid, [string[]] $Settings = @())
    $lines = @('[shellprocess]', '[commethod]', "progid = $Progid", 'sysname = FrontOffice', 'login = monitor', 'witerezult = 5 s') + $Settings
    Set-Content -LiteralPath $configuration -Value $lines -Encoding ASCII
    # Windows PowerShell takes a line on the error stream for an error of its own.
    $ErrorActionPreference = 'Continue'
    $out = & (Join-Path $app 'node.exe') (Join-Path $app 'main.mjs') 'probe' '--json' '--config' $configuration
    @{ Code = $LASTEXITCODE; Text = "$out" }
}

function Test-Answer {
    [CmdletBinding()]
    [OutputType([string])]
    param([string] $What, [hashtable] $Answer, [int] $Code, [string] $Pattern)
    if ($Answer.Code -ne $Code -or $Answer.Text -notmatch $Pattern) { throw "${What}: $($Answer.Code) $($Answer.Text)" }
    "ok: $What"
}

[void] (New-Item -Path $place -ItemType Directory -Force)
$units = @(Get-ChildItem -LiteralPath $Source -Filter '*.cpp' | ForEach-Object { $_.FullName })
$options = '-std=c++17', '-O0', '-static', '-municode', '-s'
$libraries = '-lole32', '-loleaut32', '-luuid'
$server = @($units | Where-Object { $_ -notmatch 'activator\.cpp$' })
$activator = @($units | Where-Object { $_ -match '(activator|application)\.cpp$' })
Invoke-Compiler ($options + @('-o', "$place\dllhost.exe") + $server + $libraries)
Invoke-Compiler ($options + @('-o', "$place\activator.exe") + $activator + $libraries)

# Out of the pipeline first: Windows PowerShell hands an array of JSON on as one object.
$classes = Get-Content -LiteralPath (Join-Path $Source 'classes.json') -Raw | ConvertFrom-Json
foreach ($class in $classes) {
    $command = "$place\activator.exe /Processid:$($class.appId) $($class.classId) $($class.words -join ' ')"
    Set-RegistryKey "$($class.progid)\CLSID" @{ '' = $class.classId }
    Set-RegistryKey "CLSID\$($class.classId)" @{ '' = $class.progid; 'AppID' = $class.appId }
    Set-RegistryKey "CLSID\$($class.classId)\LocalServer32" @{ '' = $command }
    Set-RegistryKey "CLSID\$($class.classId)\ProgID" @{ '' = $class.progid }
    Set-RegistryKey "AppID\$($class.appId)" @{ '' = $class.progid }
}

$asVariants = @(
    'authorize = Authorize({login}, {password}, "server", {sysname}, "", 0, out error: variant, out session: variant)'
    'session_info = GetCurrentSessionInfo({session}, out info: variant)'
)
try {
    Test-Answer 'a class that is not there is a matter of set-up' (Invoke-Probe 'Comwatch.Nothing') 1 '"setup"'
    foreach ($class in $classes) {
        $settings = @()
        if ($class.name -eq 'variant') { $settings = $asVariants }
        Test-Answer "$($class.progid) answers" (Invoke-Probe $class.progid $settings) 0 '"kind":"ok"'
    }
    $class = @($classes | Where-Object { $_.name -eq 'text' })[0]
    Test-Answer 'VARIANTs where texts are taken are refused' (Invoke-Probe $class.progid $asVariants) 1 '0x80020005'
    $mode = Join-Path $place "$($class.appId).mode"
    foreach ($case in @(
            @('hresult 80070005', '"refused"'), @('hresult 80004005', '"error"'), @('error no database', 'no database'),
            @('hang', '"timeout"'))) {
        [System.IO.File]::WriteAllText($mode, "Authorize $($case[0])")
        Test-Answer "Authorize $($case[0])" (Invoke-Probe $class.progid) 1 $case[1]
    }
    [System.IO.File]::Delete($mode)
    # The process that hangs is ended, as the agent would; COM starts a fresh one.
    Get-Process -Name 'dllhost' | Where-Object { $_.Path -eq "$place\dllhost.exe" } | Stop-Process -Force
    Test-Answer 'a fresh process answers' (Invoke-Probe $class.progid) 0 '"kind":"ok"'
}
finally {
    Get-Process -Name 'dllhost' -ErrorAction SilentlyContinue | Where-Object { $_.Path -eq "$place\dllhost.exe" } | Stop-Process -Force
}
exit 0

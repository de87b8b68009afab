# Under an application control policy that does not allow this script, .NET is not available: reported before anything
# needs it.
if ([string] $ExecutionContext.SessionState.LanguageMode -ne 'FullLanguage') {
    Get-Text 'constrained'
    exit $ExitCode.System
}

$Cmdlet = $PSCmdlet
$WatchdogName = "$TaskName watchdog"
$WhatIfOnly = [bool] $WhatIfPreference
$AsksFirst = $PSBoundParameters.ContainsKey('Confirm') -and [bool] $PSBoundParameters['Confirm']
# Steps ask for confirmation themselves; the cmdlets that they call do not ask again.
$ConfirmPreference = 'None'
$LogLines = [System.Collections.Generic.List[string]]::new()
$LogFile = ''
$NewConfiguration = ''
$IsLeft = $false
$IsRefused = $false
$StepsDone = [System.Collections.Generic.List[string]]::new()
$Variables = @()
$Manifest = $null
$Place = @{}
$Turn = $null
$code = $ExitCode.Done
$Before = [System.Environment]::CurrentDirectory
try {
    Assert-System
    $Place['Install'] = Resolve-Folder $InstallPath (Join-Name "$env:ProgramFiles" 'comwatch')
    $Place['Data'] = Resolve-Folder $DataPath (Join-Name "$env:ProgramData" 'comwatch')
    $Place['Account'] = $SystemAccount
    $Place['Former'] = $null
    $LogFile = Join-Name $Place.Data 'install.log'
    if ($LogPath) { $LogFile = Resolve-Name $LogPath }
    # Not as the default of the parameter: Windows PowerShell 5.1 fills $PSScriptRoot only after parameters are bound
    # when it is started with -File (PowerShell#4688).
    if ($SourcePath -eq '') { $SourcePath = $PSScriptRoot }
    $Place['Source'] = Resolve-Name $SourcePath
    # Windows neither removes nor renames a folder in which a process works: operators start this script from the folder of
    # a version.
    [System.Environment]::CurrentDirectory = $env:SystemRoot
    $Place['Former'] = Get-StoredAccount
    $Place['Account'] = Resolve-Account
    $Turn = Enter-Turn
    if ($Uninstall) { Invoke-Removal } elseif (-not $IsRefused) { Invoke-Installation }
}
catch {
    $code = $ExitCode.Unexpected
    $text = Get-Text 'unexpected' (Get-Reason $_), ([string] $_.InvocationInfo.PositionMessage)
    if ($null -ne $_.Exception.Data['comwatch']) { $code = [int] $_.Exception.Data['comwatch']; $text = $_.Exception.Message }
    if ($code -in $ExitCode.Package, $ExitCode.Copy) { $text = "$($text.TrimEnd('.')). $(Get-Extent)" }
    Write-Line $text 'ERROR'
}
finally {
    if ($LogFile) {
        if ($code -notin $ExitCode.Done, $ExitCode.System) { New-LogFolder }
        Write-Log
    }
    if ($null -ne $Turn) { $Turn.Dispose() }
    # Another script of the same process may depend on it.
    try { [System.Environment]::CurrentDirectory = $Before }
    catch [System.IO.IOException] { [void] $_ }
}
exit $code

# Stands in for the module ScheduledTasks, on Linux and under Wine, in the shapes that Microsoft documents. It is a module of
# functions (CDXML), and so is this one: the preferences of the script that calls them do not reach them, and a failure is
# an error that does not end anything unless -ErrorAction says so. A started task is a real process.
$statePath = $env:COMWATCH_STAND_IN_STATE
$callsPath = $env:COMWATCH_STAND_IN_CALLS

function Read-State {
    ConvertFrom-Json -InputObject ([System.IO.File]::ReadAllText($statePath))
}

function Write-State {
    param($State)
    # Whole or not at all: two installations may look at once.
    [System.IO.File]::WriteAllText("$statePath.$PID", (ConvertTo-Json -InputObject $State -Depth 12))
    [System.IO.File]::Move("$statePath.$PID", $statePath, $true)
}

function Set-Entry {
    # Sets or (null) removes one named entry of a table of the state.
    param([string] $Table, [string] $Name, $Value)
    $state = Read-State
    $state.$Table.PSObject.Properties.Remove($Name)
    if ($null -ne $Value) { $state.$Table.PSObject.Properties.Add([System.Management.Automation.PSNoteProperty]::new($Name, $Value)) }
    Write-State $state
}

function Get-Entry {
    param([string] $Table, [string] $Name)
    $property = (Read-State).$Table.PSObject.Properties[$Name]
    if ($null -ne $property) { $property.Value }
}

function Write-Call {
    param([string] $Command, [hashtable] $Parameters)
    $shown = @{}
    foreach ($each in $Parameters.Keys) {
        $value = $Parameters[$each]
        if ($value -is [switch]) { $value = [bool] $value }
        if ($value -is [timespan]) { $value = [System.Xml.XmlConvert]::ToString($value) }
        if ($value -is [datetime]) { $value = $value.ToString('s', [cultureinfo]::InvariantCulture) }
        $shown[$each] = $value
    }
    $line = ConvertTo-Json -InputObject @{ command = $Command; parameters = $shown; folder = [System.Environment]::CurrentDirectory } -Depth 12 -Compress
    [System.IO.File]::AppendAllText($callsPath, "$line`n")
}

function Get-Fault {
    # A fault on request: what a command fails with, as an error record of CIM, or nothing.
    param([string] $Command)
    $fault = Get-Entry 'faults' $Command
    if ($fault) {
        $failure = [System.InvalidOperationException]::new($fault)
        [System.Management.Automation.ErrorRecord]::new($failure, 'HRESULT 0x80070005', 'PermissionDenied', 'PS_ScheduledTask')
    }
}

function ConvertTo-Duration {
    param([timespan] $Value)
    [System.Xml.XmlConvert]::ToString($Value).Replace('PT0S', 'PT0S')
}

function New-ScheduledTaskAction {
    [CmdletBinding()]
    param([Parameter(Mandatory)] [string] $Execute, [string] $Argument, [string] $WorkingDirectory, [string] $Id)
    [pscustomobject] @{ Id = $null; Arguments = $Argument; Execute = $Execute; WorkingDirectory = $WorkingDirectory }
}

function New-ScheduledTaskTrigger {
    [CmdletBinding()]
    param(
        [Parameter(Mandatory, ParameterSetName = 'Startup')] [switch] $AtStartup,
        [Parameter(Mandatory, ParameterSetName = 'Once')] [switch] $Once,
        [Parameter(Mandatory, ParameterSetName = 'Once')] [datetime] $At,
        [Parameter(ParameterSetName = 'Once')] [timespan] $RepetitionInterval,
        [Parameter(ParameterSetName = 'Once')] [timespan] $RepetitionDuration,
        [timespan] $RandomDelay
    )
    if ($AtStartup) { return [pscustomobject] @{ Enabled = $true; StartBoundary = $null; Repetition = $null; Kind = 'MSFT_TaskBootTrigger' } }
    [pscustomobject] @{
        Enabled       = $true
        StartBoundary = $At.ToString('s', [cultureinfo]::InvariantCulture)
        Repetition    = [pscustomobject] @{ Interval = ConvertTo-Duration $RepetitionInterval; Duration = $null; StopAtDurationEnd = $false }
        Kind          = 'MSFT_TaskTimeTrigger'
    }
}

function New-ScheduledTaskSettingsSet {
    [CmdletBinding()]
    param(
        [switch] $AllowStartIfOnBatteries, [switch] $DontStopIfGoingOnBatteries, [switch] $StartWhenAvailable,
        [switch] $Disable, [switch] $Hidden, [switch] $RunOnlyIfIdle, [switch] $RunOnlyIfNetworkAvailable,
        [ValidateSet('Parallel', 'Queue', 'IgnoreNew')] [string] $MultipleInstances = 'IgnoreNew',
        [ValidateSet('At', 'V1', 'Vista', 'Win7', 'Win8')] [string] $Compatibility = 'Vista',
        [timespan] $ExecutionTimeLimit = [timespan]::FromDays(3),
        [ValidateRange(0, 10)] [int] $Priority = 7, [int] $RestartCount = 0,
        [ValidateScript({ $_ -ge [timespan]::FromMinutes(1) })] [timespan] $RestartInterval
    )
    if (($RestartCount -gt 0) -ne $PSBoundParameters.ContainsKey('RestartInterval')) { throw 'RestartCount and RestartInterval go together' }
    $interval = $null
    if ($RestartCount -gt 0) { $interval = ConvertTo-Duration $RestartInterval }
    [pscustomobject] @{
        AllowHardTerminate = $true
        DisallowStartIfOnBatteries = -not $AllowStartIfOnBatteries
        StopIfGoingOnBatteries     = -not $DontStopIfGoingOnBatteries
        StartWhenAvailable         = [bool] $StartWhenAvailable
        Enabled                    = -not $Disable
        MultipleInstances          = $MultipleInstances
        Compatibility              = $Compatibility
        ExecutionTimeLimit         = ConvertTo-Duration $ExecutionTimeLimit
        Priority                   = $Priority
        RestartCount               = $RestartCount
        RestartInterval            = $interval
        RunOnlyIfIdle              = [bool] $RunOnlyIfIdle
        RunOnlyIfNetworkAvailable  = [bool] $RunOnlyIfNetworkAvailable
    }
}

function New-ScheduledTaskPrincipal {
    [CmdletBinding()]
    param(
        [Parameter(Mandatory)] [string] $UserId,
        [ValidateSet('None', 'Password', 'S4U', 'Interactive', 'Group', 'ServiceAccount', 'InteractiveOrPassword')] [string] $LogonType,
        [ValidateSet('Limited', 'Highest')] [string] $RunLevel = 'Limited', [string] $Id
    )
    [pscustomobject] @{ UserId = $UserId; LogonType = $LogonType; RunLevel = $RunLevel; GroupId = $null }
}

function Test-TaskProcess {
    # Whether the process of a task is there and not just a zombie.
    param($Task)
    if (-not $Task.ProcessId) { return $false }
    if ($IsWindows) { return $null -ne (Get-Process -Id $Task.ProcessId -ErrorAction 'SilentlyContinue') }
    $stat = "/proc/$($Task.ProcessId)/stat"
    try { [System.IO.File]::Exists($stat) -and [System.IO.File]::ReadAllText($stat) -notmatch '\) Z ' } catch { $false }
}

function ConvertTo-Task {
    # A task as Get-ScheduledTask shows it. Windows shows the name of SYSTEM in its own language.
    param($Stored, [string] $Name)
    $state = 'Ready'
    if (-not $Stored.Settings.Enabled) { $state = 'Disabled' }
    if (Test-TaskProcess $Stored) { $state = 'Running' }
    $principal = $Stored.Principal
    if ($principal.UserId -eq 'S-1-5-18') {
        $principal = [pscustomobject] @{ UserId = (Read-State).systemName; LogonType = $principal.LogonType; RunLevel = $principal.RunLevel; GroupId = $null }
    }
    [pscustomobject] @{
        TaskName = $Name; TaskPath = '\'; State = $state; Description = $Stored.Description; URI = "\$Name"
        Actions = @($Stored.Actions); Triggers = @($Stored.Triggers); Settings = $Stored.Settings; Principal = $principal
    }
}

function Get-ScheduledTask {
    [CmdletBinding()]
    param([string] $TaskName, [string] $TaskPath)
    $fault = Get-Fault 'Get-ScheduledTask'
    if ($fault) { $PSCmdlet.WriteError($fault); return }
    if (-not $TaskName) { return @(foreach ($each in (Read-State).tasks.PSObject.Properties) { ConvertTo-Task $each.Value $each.Name }) }
    $stored = Get-Entry 'tasks' $TaskName
    if ($null -ne $stored) { return ConvertTo-Task $stored $TaskName }
    # Its FullyQualifiedErrorId is CmdletizationQuery_NotFound_TaskName,Get-ScheduledTask.
    $failure = [System.Management.Automation.ItemNotFoundException]::new("No MSFT_ScheduledTask objects found with property 'TaskName' equal to '$TaskName'.")
    $PSCmdlet.WriteError([System.Management.Automation.ErrorRecord]::new($failure, 'CmdletizationQuery_NotFound_TaskName', 'ObjectNotFound', $TaskName))
}

function Get-ScheduledTaskInfo {
    [CmdletBinding()]
    param([Parameter(Mandatory)] [string] $TaskName, [string] $TaskPath)
    [pscustomobject] @{ TaskName = $TaskName; TaskPath = '\'; LastTaskResult = 1; NumberOfMissedRuns = 0 }
}

function ConvertTo-Sid {
    param([string] $Name)
    if ($Name -like 'CORP\*') { return "S-1-5-21-1-2-3-$(1000 + $Name.Length)" }
    $Name
}

function Export-ScheduledTask {
    # The definition holds SIDs, whatever the cmdlets show.
    [CmdletBinding()]
    param([Parameter(Mandatory)] [string] $TaskName, [string] $TaskPath)
    $fault = Get-Fault 'Export-ScheduledTask'
    if ($fault) { $PSCmdlet.WriteError($fault); return }
    $task = Get-Entry 'tasks' $TaskName
    $json = ConvertTo-Json -InputObject $task -Depth 12
    $stored = [System.Convert]::ToBase64String([System.Text.Encoding]::UTF8.GetBytes($json))
    $logon = ''
    if ($task.Principal.LogonType -eq 'Password') { $logon = '<LogonType>Password</LogonType>' }
    $user = ConvertTo-Sid $task.Principal.UserId
    '<?xml version="1.0" encoding="UTF-16"?><Task version="1.4" xmlns="http://schemas.microsoft.com/windows/2004/02/mit/task">' +
    "<Principals><Principal id=`"Author`"><UserId>$user</UserId>$logon</Principal></Principals><Data>$stored</Data></Task>"
}

function Register-ScheduledTask {
    [CmdletBinding(DefaultParameterSetName = 'User')]
    param(
        [Parameter(Mandatory)] [string] $TaskName, [string] $TaskPath, [switch] $Force,
        [Parameter(Mandatory, ParameterSetName = 'Xml')] [string] $Xml,
        [Parameter(Mandatory, ParameterSetName = 'User')] [Parameter(Mandatory, ParameterSetName = 'Principal')] [object[]] $Action,
        [Parameter(ParameterSetName = 'User')] [Parameter(ParameterSetName = 'Principal')] [object[]] $Trigger,
        [Parameter(ParameterSetName = 'User')] [Parameter(ParameterSetName = 'Principal')] [object] $Settings,
        [Parameter(ParameterSetName = 'User')] [Parameter(ParameterSetName = 'Principal')] [string] $Description,
        [Parameter(Mandatory, ParameterSetName = 'Principal')] [object] $Principal,
        [Parameter(ParameterSetName = 'User')] [Parameter(ParameterSetName = 'Xml')] [string] $User,
        [Parameter(ParameterSetName = 'User')] [Parameter(ParameterSetName = 'Xml')] [string] $Password,
        [Parameter(ParameterSetName = 'User')] [ValidateSet('Limited', 'Highest')] [string] $RunLevel = 'Limited'
    )
    Write-Call 'Register-ScheduledTask' $PSBoundParameters
    $fault = Get-Fault 'Register-ScheduledTask'
    if (-not $fault -and $Xml) { $fault = Get-Fault 'Register-ScheduledTask -Xml' }
    if ($fault) { $PSCmdlet.WriteError($fault); return }
    $present = Get-Entry 'tasks' $TaskName
    if ($null -ne $present -and -not $Force) { throw 'Cannot create a file when that file already exists.' }
    if ($Xml) {
        $json = [System.Text.Encoding]::UTF8.GetString([System.Convert]::FromBase64String(($Xml -replace '(?s)^.*<Data>|</Data>.*$')))
        $task = ConvertFrom-Json -InputObject $json
    }
    else {
        if (-not $Principal) { $Principal = [pscustomobject] @{ UserId = $User; LogonType = 'Password'; RunLevel = $RunLevel } }
        $task = [pscustomobject] @{ Actions = $Action; Triggers = $Trigger; Settings = $Settings; Description = $Description; Principal = $Principal }
    }
    # Replacing a definition does not end what runs.
    $running = 0
    if ($null -ne $present -and $present.PSObject.Properties['ProcessId']) { $running = $present.ProcessId }
    $task.PSObject.Properties.Remove('ProcessId')
    $task.PSObject.Properties.Add([System.Management.Automation.PSNoteProperty]::new('ProcessId', $running))
    Set-Entry 'tasks' $TaskName $task
    ConvertTo-Task $task $TaskName
}

function Unregister-ScheduledTask {
    [CmdletBinding(SupportsShouldProcess, ConfirmImpact = 'High')]
    param([Parameter(Mandatory)] [string] $TaskName, [string] $TaskPath)
    Write-Call 'Unregister-ScheduledTask' $PSBoundParameters
    $fault = Get-Fault 'Unregister-ScheduledTask'
    if ($fault) { $PSCmdlet.WriteError($fault); return }
    if ($PSCmdlet.ShouldProcess($TaskName)) { Set-Entry 'tasks' $TaskName $null }
}

function Start-ScheduledTask {
    [CmdletBinding()]
    param([Parameter(Mandatory)] [string] $TaskName, [string] $TaskPath)
    Write-Call 'Start-ScheduledTask' $PSBoundParameters
    $fault = Get-Fault 'Start-ScheduledTask'
    if ($fault) { $PSCmdlet.WriteError($fault); return }
    $task = Get-Entry 'tasks' $TaskName
    if (Test-TaskProcess $task) { return }
    $action = @($task.Actions)[0]
    # Through an intermediate process that passes on nothing of this shell: a reader of the shell's output would wait
    # for the agent.
    if ($IsWindows) {
        $start = [System.Diagnostics.ProcessStartInfo]::new($env:COMWATCH_STAND_IN_DETACH, "$($action.Execute) $($action.Arguments)")
    }
    else {
        $start = [System.Diagnostics.ProcessStartInfo]::new('/bin/sh')
        $start.ArgumentList.Add('-c')
        $start.ArgumentList.Add("umask 027; $(ConvertTo-ShellLine "$($action.Execute) $($action.Arguments)") </dev/null >/dev/null 2>&1 & echo `$!")
    }
    $start.WorkingDirectory = $action.WorkingDirectory
    $start.Environment['COMWATCH_STAND_IN_ACCOUNT'] = ConvertTo-Sid $task.Principal.UserId
    $start.RedirectStandardOutput = $true
    $shell = [System.Diagnostics.Process]::Start($start)
    $task.ProcessId = [int] $shell.StandardOutput.ReadLine()
    $shell.WaitForExit()
    Set-Entry 'tasks' $TaskName $task
    Set-Entry 'owners' 'agent' (ConvertTo-Sid $task.Principal.UserId)
}

function Stop-ScheduledTask {
    [CmdletBinding()]
    param([Parameter(Mandatory)] [string] $TaskName, [string] $TaskPath)
    Write-Call 'Stop-ScheduledTask' $PSBoundParameters
    $fault = Get-Fault 'Stop-ScheduledTask'
    if ($fault) { $PSCmdlet.WriteError($fault); return }
    $task = Get-Entry 'tasks' $TaskName
    if (Test-TaskProcess $task) { [System.Diagnostics.Process]::GetProcessById($task.ProcessId).Kill() }
}

# The one task of the XML file that COMWATCH_STAND_IN_TASK names; without it there is none.
function Get-TaskDefinition {
    param([System.Management.Automation.PSCmdlet] $Caller, [string] $TaskName)
    if (-not $env:COMWATCH_STAND_IN_TASK -or -not [System.IO.File]::Exists($env:COMWATCH_STAND_IN_TASK)) {
        $failure = [System.Exception]::new("No MSFT_ScheduledTask objects found with property 'TaskName' equal to '$TaskName'.")
        $Caller.ThrowTerminatingError((New-Failure 'CmdletizationQuery_NotFound_TaskName' $failure 'ObjectNotFound' $TaskName))
    }
    [System.IO.File]::ReadAllText($env:COMWATCH_STAND_IN_TASK)
}

function Export-ScheduledTask {
    [CmdletBinding()]
    param([Parameter(Mandatory)] [string] $TaskName, [Parameter(Mandatory)] [string] $TaskPath)
    Get-TaskDefinition $PSCmdlet $TaskName
}

function Get-ScheduledTask {
    [CmdletBinding()]
    param([Parameter(Mandatory)] [string] $TaskName, [Parameter(Mandatory)] [string] $TaskPath)
    $definition = Get-TaskDefinition $PSCmdlet $TaskName
    $settings = [regex]::Match($definition, '(?s)<Settings>.*</Settings>').Value
    [pscustomobject] @{ TaskName = $TaskName; State = if ($settings -match '<Enabled>false') { 'Disabled' } else { 'Running' } }
}

function Get-ScheduledTaskInfo {
    # 0x41301: it is running.
    [CmdletBinding()]
    param([Parameter(Mandatory)] [string] $TaskName, [Parameter(Mandatory)] [string] $TaskPath)
    [void] (Get-TaskDefinition $PSCmdlet $TaskName)
    [pscustomobject] @{ TaskName = $TaskName; LastTaskResult = [uint32] 0x41301 }
}

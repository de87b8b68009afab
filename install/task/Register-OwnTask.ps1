function Register-OwnTask {
    <#
    .SYNOPSIS
        Registers a task of ours with the account of the installation.
    #>
    [CmdletBinding()]
    [OutputType([void])]
    param(
        [Parameter(Mandatory = $true)] [string] $Name,
        [Parameter(Mandatory = $true)] [hashtable] $Wanted,
        [Parameter(Mandatory = $true)] [object[]] $Trigger,
        [Parameter(Mandatory = $true)] [hashtable] $Options,
        [Parameter(Mandatory = $true)] [string] $Description
    )

    $common = @{
        AllowStartIfOnBatteries    = $true
        DontStopIfGoingOnBatteries = $true
        StartWhenAvailable         = $true
        MultipleInstances          = 'IgnoreNew'
        Compatibility              = 'Win8'
        # 5 is normal priority, 7 (the default) is below.
        Priority                   = 5
    }
    $task = @{
        TaskName    = $Name
        TaskPath    = '\'
        Description = $Description
        Action      = New-ScheduledTaskAction @Wanted -ErrorAction 'Stop'
        Trigger     = $Trigger
        Settings    = New-ScheduledTaskSettingsSet @common @Options -ErrorAction 'Stop'
        Force       = $true
    }
    # A managed account logs on by password but is given none.
    $account = $script:Place.Account
    if ($account.Kind -eq 'named') {
        $task['User'] = $account.Name
        $task['Password'] = $script:Credential.GetNetworkCredential().Password
        $task['RunLevel'] = 'Highest'
    }
    else {
        $logon = 'ServiceAccount'
        if ($account.Kind -eq 'managed') { $logon = 'Password' }
        $principal = @{ UserId = $account.Name; LogonType = $logon; RunLevel = 'Highest' }
        $task['Principal'] = New-ScheduledTaskPrincipal @principal -ErrorAction 'Stop'
    }
    [void] (Register-ScheduledTask @task -ErrorAction 'Stop')
}

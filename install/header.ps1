<#
.SYNOPSIS
    Installs, upgrades, repairs or removes comwatch on this server.
.DESCRIPTION
    Tests what is there, then sets only what differs: run again it changes nothing and says so, which takes less than
    three seconds, so that it may run at every start of the computer.

    Each file of the package is copied to a folder of its version, beside the version that runs, and the copy is checked
    against the manifest of SHA-256. The new version checks the configuration before anything is switched. Then the old agent is
    asked to stop, the Scheduled Task is pointed to the new version and started. Unless the new version reports that
    it is healthy in time, the task of the old version is put back; the same package is then left alone for 24 hours
    (-Force tries it at once). The last version is kept for rollback, older ones are removed.

    The operators' configuration is never overwritten. Two installations at once take turns.

    Exit codes:
      0  done, or nothing to do
      1  something unexpected
      2  bad configuration: the version that ran goes on
      3  the package is damaged: a hash, a size or the manifest itself
      4  not elevated, a system that comwatch does not support, or a folder of ours in which others have put something
      5  the new version did not report healthy in time and was rolled back, now or within the last 24 hours
      6  another installation is running and was waited for too long
      7  the share is out of reach or copying failed: the version that ran goes on, the text says what was changed
.PARAMETER SourcePath
    The unpacked package: the folder with manifest.json. By default the folder of this script.
.PARAMETER InstallPath
    Where the versions are kept, one folder each. By default %ProgramFiles%\comwatch.
.PARAMETER DataPath
    Where monitor.ini, state and logs are kept. By default %ProgramData%\comwatch.
.PARAMETER ConfigPath
    A configuration to begin with: copied as it is, once, when the server has none. Without it the sample of the package is
    laid down with mode = observe: nothing is unloaded until someone has edited it. Variables are expanded, so that each
    server of a fleet can have its own: \\server\share\%COMPUTERNAME%.ini
.PARAMETER ManifestSha256
    What manifest.json must hash to. It protects against a share that others can write only if this script itself comes from
    a place that they cannot write: put install.ps1 among the scripts of the Group Policy and name the share by -SourcePath.
.PARAMETER TaskName
    The name of the Scheduled Task, in the root folder of the Task Scheduler.
.PARAMETER Account
    Whom the task runs as: SYSTEM, a group managed service account ('DOMAIN\name$'), or with -Credential any other. Without
    it the account of the task that is there stays; a first task runs as SYSTEM.
.PARAMETER Credential
    Name and password of a named account; it needs the right to log on as a batch job. Every run that changes the task needs
    the password again.
.PARAMETER Protect
    Replaces clear passwords in the configuration by ones that only this machine can read.
.PARAMETER Uninstall
    Stops and removes the task and the program; configuration, state and logs stay.
.PARAMETER Purge
    With -Uninstall: removes configuration, state and logs too. Whatever else lies in their folder stays and is named.
.PARAMETER Force
    Tries a package again that was rolled back within the last 24 hours.
.PARAMETER JitterSeconds
    Before copying, waits a random time of up to so many seconds: for fleets that start together. All start-up scripts of a
    computer have 600 seconds together.
.PARAMETER SourceWaitSeconds
    How long a package (or -ConfigPath) is waited for that is not there yet: at start-up the network may come later.
.PARAMETER HealthTimeoutSeconds
    How long a new version may take to report healthy. A policy may hold up each PowerShell that it starts for 30 seconds,
    twice before its first sample.
.PARAMETER StopTimeoutSeconds
    How long the agent may take to stop when asked, before its task is ended.
.PARAMETER WaitSeconds
    How long another installation on this machine is waited for.
.PARAMETER LogPath
    The log of the installation. By default install.log in the folder of -DataPath.
.EXAMPLE
    powershell.exe -NoProfile -NonInteractive -ExecutionPolicy Bypass -File \\server\share\comwatch\install.ps1 -JitterSeconds 120

    As a start-up script of the computer: installs or upgrades, or finds that there is nothing to do.
.EXAMPLE
    .\install.ps1 -WhatIf

    Says what would be done, and changes nothing.
.EXAMPLE
    .\install.ps1 -Account 'CORP\comwatch$' -Protect

    Runs as a group managed service account, with the passwords of the configuration protected.
.EXAMPLE
    .\install.ps1 -Uninstall -Purge

    Removes everything.
.NOTES
    Runs on Windows PowerShell 5.1 and PowerShell 7, 64-bit, elevated; Windows Server 2016 and newer.
#>
#Requires -Version 5.1
[CmdletBinding(SupportsShouldProcess = $true, ConfirmImpact = 'Medium')]
[OutputType([string])]
param(
    [Parameter()]
    [string] $SourcePath = '',

    [Parameter()]
    [string] $InstallPath = '',

    [Parameter()]
    [string] $DataPath = '',

    [Parameter()]
    [string] $ConfigPath = '',

    [Parameter()]
    [ValidatePattern('^([0-9A-Fa-f]{64})?$')]
    [string] $ManifestSha256 = '',

    [Parameter()]
    [ValidatePattern('^[\w .()-]{1,100}$')]
    [string] $TaskName = 'comwatch',

    [Parameter()]
    [string] $Account = '',

    [Parameter()]
    [System.Management.Automation.PSCredential] $Credential,

    [Parameter()]
    [switch] $Protect,

    [Parameter()]
    [switch] $Uninstall,

    [Parameter()]
    [switch] $Purge,

    [Parameter()]
    [switch] $Force,

    [Parameter()]
    [ValidateRange(0, 3600)]
    [int] $JitterSeconds = 0,

    [Parameter()]
    [ValidateRange(0, 3600)]
    [int] $SourceWaitSeconds = 120,

    [Parameter()]
    [ValidateRange(1, 3600)]
    [int] $HealthTimeoutSeconds = 180,

    [Parameter()]
    [ValidateRange(1, 300)]
    [int] $StopTimeoutSeconds = 30,

    [Parameter()]
    [ValidateRange(0, 3600)]
    [int] $WaitSeconds = 300,

    [Parameter()]
    [string] $LogPath = ''
)


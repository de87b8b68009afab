function Assert-OwnFolder {
    <#
    .SYNOPSIS
        Ends the installation when something in a folder was put there by someone who is no administrator.
    #>
    [CmdletBinding()]
    [OutputType([void])]
    param(
        [Parameter(Mandatory = $true)] [string] $Path
    )

    # Users may create files below %ProgramData%, and the owner of a file can always give himself access to it. So a folder
    # that was there before us, and everything in it, must belong to SYSTEM, Administrators or the account of the task, and
    # a link is nothing that we put there. Such things are named, never adopted and never repaired silently: a configuration
    # decides what runs as SYSTEM.
    if (-not [System.IO.Directory]::Exists($Path)) { return }
    foreach ($each in @($Path) + @(Get-FolderItem $Path)) {
        if (Test-OwnItem $each) { continue }
        # Nothing is written there then, the log included.
        if ([System.IO.Path]::GetDirectoryName($script:LogFile) -eq $script:Place.Data) { $script:LogFile = '' }
        Stop-Installation $script:ExitCode.System 'foreign-item' $each
    }
}

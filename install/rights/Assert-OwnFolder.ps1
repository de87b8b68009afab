function Assert-OwnFolder {
    <#
    .SYNOPSIS
        Ends the installation when a folder contains an item that was not created by an administrator.
    #>
    [CmdletBinding()]
    [OutputType([void])]
    param(
        [Parameter(Mandatory = $true)] [string] $Path
    )

    # Users may create files below %ProgramData%, and the owner of a file can always grant himself access to it. So a
    # folder that existed before, and everything in it, must belong to SYSTEM, Administrators or the account of the
    # task, and must not be a link. Foreign items are named, never adopted and never repaired silently: a configuration
    # decides what runs as SYSTEM.
    if (-not [System.IO.Directory]::Exists($Path)) { return }
    foreach ($each in @($Path) + @(Get-FolderItem $Path)) {
        if (Test-OwnItem $each) { continue }
        # Nothing is written there in that case, not even the log.
        if ([System.IO.Path]::GetDirectoryName($script:LogFile) -eq $script:Place.Data) { $script:LogFile = '' }
        Stop-Installation $script:ExitCode.System 'foreign-item' $each
    }
}

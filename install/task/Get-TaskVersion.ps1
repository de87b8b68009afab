function Get-TaskVersion {
    <#
    .SYNOPSIS
        The version that a task runs, by the folder of its program; '' for a foreign task.
    #>
    [CmdletBinding()]
    [OutputType([string])]
    param(
        [Parameter(Mandatory = $true)] [AllowNull()] [object] $Task
    )

    $action = Get-TaskAction $Task
    $program = [string] (Get-Field $action 'Execute')
    if (-not $program) { return '' }
    try {
        $folder = [System.IO.Path]::GetDirectoryName($program.Trim('"'))
        # For actions that clean the environment first, see Get-WantedAction.
        if ([System.IO.Path]::GetFileName($program.Trim('"')) -eq 'cmd.exe') { $folder = [string] (Get-Field $action 'WorkingDirectory') }
        if ($folder -and [System.IO.Path]::GetDirectoryName($folder) -eq $script:Place.Install) {
            return [System.IO.Path]::GetFileName($folder)
        }
    }
    # Windows PowerShell 5.1 accepts no path with a quotation mark in it: the task is a foreign one.
    catch [System.ArgumentException] { return '' }
    ''
}

function Get-TaskVersion {
    <#
    .SYNOPSIS
        The version that a task runs, by the folder of its program; '' when it is none of ours.
    #>
    [CmdletBinding()]
    [OutputType([string])]
    param(
        [Parameter(Mandatory = $true)] [AllowNull()] [object] $Task
    )

    $program = [string] (Get-Field (Get-TaskAction $Task) 'Execute')
    if (-not $program) { return '' }
    try {
        $folder = [System.IO.Path]::GetDirectoryName($program.Trim('"'))
        if ($folder -and [System.IO.Path]::GetDirectoryName($folder) -eq $script:Place.Install) {
            return [System.IO.Path]::GetFileName($folder)
        }
    }
    # Windows PowerShell 5.1 takes no path with a quotation mark in it: a task of someone else.
    catch [System.ArgumentException] { return '' }
    ''
}

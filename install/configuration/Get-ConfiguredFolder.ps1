function Get-ConfiguredFolder {
    <#
    .SYNOPSIS
        A folder of the agent, as the configuration names it.
    #>
    [CmdletBinding()]
    [OutputType([string])]
    param(
        [Parameter(Mandatory = $true)] [ValidateSet('state_dir', 'dir')] [string] $Key,
        [Parameter(Mandatory = $true)] [string] $Default
    )

    $file = Get-ConfigurationFile
    $folder = $Default
    if ([System.IO.File]::Exists($file) -and
        (Read-FileText $file) -match "(?im)^[ \t]*$Key[ \t]*[:=][ \t]*(?<folder>[^\r\n]*\S)") {
        $folder = $Matches['folder']
    }
    [System.IO.Path]::GetFullPath([System.IO.Path]::Combine($script:Place.Data, $folder))
}

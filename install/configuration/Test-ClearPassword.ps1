function Test-ClearPassword {
    <#
    .SYNOPSIS
        Whether the configuration holds a password that is not protected.
    #>
    [CmdletBinding()]
    [OutputType([bool])]
    param()

    $file = Get-ConfigurationFile
    if (-not [System.IO.File]::Exists($file)) { $file = Get-GivenConfiguration }
    [System.IO.File]::Exists($file) -and
    (Read-FileText $file) -match '(?im)^[ \t]*password[ \t]*[:=][ \t]*(?!dpapi:)[^\s]'
}

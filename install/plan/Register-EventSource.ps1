function Register-EventSource {
    <#
    .SYNOPSIS
        Registers the source of the Windows Event Log.
    #>
    [CmdletBinding()]
    [OutputType([void])]
    param()

    # With the message file of .NET, which exists on every supported Windows, so that viewers find a description.
    $file = $script:EventMessageFile
    $path = Join-Name $env:SystemRoot ($file.Replace('%SystemRoot%\', '').Replace('\', '/'))
    if (-not [System.IO.File]::Exists($path)) { Write-Line (Get-Text 'no-message-file' $path) 'WARN' }
    Set-RegistryText $script:EventSourceKey 'TypesSupported' 'REG_DWORD' '7'
    # Last, since it shows that the source is registered.
    Set-RegistryText $script:EventSourceKey 'EventMessageFile' 'REG_EXPAND_SZ' $file
}

function Register-EventSource {
    <#
    .SYNOPSIS
        Registers the source of the Windows Event Log.
    .DESCRIPTION
        With the message file of .NET, so that viewers find a description; it is there on every supported Windows.
    .EXAMPLE
        Register-EventSource

        The key comwatch below the log Application is there.
    #>
    [CmdletBinding()]
    [OutputType([void])]
    param()

    $file = $script:EventMessageFile
    $path = Join-Name $env:SystemRoot ($file.Replace('%SystemRoot%\', '').Replace('\', '/'))
    if (-not [System.IO.File]::Exists($path)) { Write-Line (Get-Text 'no-message-file' $path) 'WARN' }
    Set-RegistryText $script:EventSourceKey 'TypesSupported' 'REG_DWORD' '7'
    # Last: it is what tells that the source is registered.
    Set-RegistryText $script:EventSourceKey 'EventMessageFile' 'REG_EXPAND_SZ' $file
}

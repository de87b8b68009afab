@{
    RootModule           = 'comwatch.psm1'
    ModuleVersion        = '0.1.0'
    GUID                 = '6f0f1d3e-8a53-4a35-9f1a-53d0c2f4b7a1'
    Author               = 'the comwatch authors'
    Copyright            = '(c) 2026 the comwatch authors. BSD-3-Clause.'
    Description          = 'Samples and stops the processes that host a COM+ application, for the comwatch agent.'
    PowerShellVersion    = '5.1'
    CompatiblePSEditions = @('Desktop', 'Core')
    FunctionsToExport    = @(
        'Get-AgentTask'
        'Get-ComApplication'
        'Get-FileAccess'
        'Get-MachineVariable'
        'Get-ProcessSample'
        'Get-RecordingPolicy'
        'Get-ShellInformation'
        'Get-TargetCommandLine'
        'Get-WindowsInformation'
        'Invoke-ShellRequest'
        'Protect-Secret'
        'Start-CallLoop'
        'Start-RequestLoop'
        'Stop-WatchedProcess'
        'Switch-File'
        'Test-Shell'
        'Unprotect-Secret'
        'Write-AgentEvent'
    )
    CmdletsToExport      = @()
    VariablesToExport    = @()
    AliasesToExport      = @()
}

@{
    RootModule        = 'StandInWindows.psm1'
    ModuleVersion     = '1.0.0'
    GUID              = '3b1d7c52-0c0e-4a5e-9a64-5f5f3c2b8d10'
    Description       = 'Stands in for what only Windows has, in the real PowerShell of the tests.'
    PowerShellVersion = '7.0'
    FunctionsToExport = '*'
    CmdletsToExport   = @()
    VariablesToExport = @()
    AliasesToExport   = @()
}

function Get-WindowsInformation {
    <#
    .SYNOPSIS
        Describes Windows, .NET Framework, the PowerShells and the event source of the agent, from the registry.
    .DESCRIPTION
        Makes no query that could hang. A missing value is an empty text.
    .EXAMPLE
        Get-WindowsInformation

        A table with the keys revision, netFramework, powershell, powershellCore, ansi, oem, console and
        eventSource.
    #>
    [CmdletBinding()]
    [OutputType([hashtable])]
    param()

    $software = 'Registry::HKEY_LOCAL_MACHINE\SOFTWARE\'
    $control = 'Registry::HKEY_LOCAL_MACHINE\SYSTEM\CurrentControlSet\'
    $windows = $software + 'Microsoft\Windows NT\CurrentVersion'
    $core = foreach ($each in (Get-ChildItem -Path ($software + 'Microsoft\PowerShellCore\InstalledVersions') -ErrorAction 'SilentlyContinue')) {
        Get-RegistryText -Path $each.PSPath -Name 'SemanticVersion'
    }
    @{
        revision       = [string] (Get-RegistryText -Path $windows -Name 'UBR')
        # 394802 is 4.6.2. Source: Microsoft, "Determine which .NET Framework versions are installed".
        netFramework   = [string] (Get-RegistryText -Path ($software + 'Microsoft\NET Framework Setup\NDP\v4\Full') -Name 'Release')
        powershell     = [string] (Get-RegistryText -Path ($software + 'Microsoft\PowerShell\3\PowerShellEngine') -Name 'PowerShellVersion')
        powershellCore = @($core)
        ansi           = [string] (Get-RegistryText -Path ($control + 'Control\Nls\CodePage') -Name 'ACP')
        oem            = [string] (Get-RegistryText -Path ($control + 'Control\Nls\CodePage') -Name 'OEMCP')
        console        = [string] [System.Console]::OutputEncoding.CodePage
        eventSource    = [string] (Get-RegistryText -Path ($control + 'Services\EventLog\Application\comwatch') -Name 'EventMessageFile')
    }
}

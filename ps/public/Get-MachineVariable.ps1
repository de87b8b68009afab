function Get-MachineVariable {
    <#
    .SYNOPSIS
        Lists the names of the environment variables of the machine and of an account.
    .DESCRIPTION
        A scheduled task of that account starts with these, apart from those that Windows adds. Names only: values may hold
        secrets.
    .PARAMETER Account
        The SID of the account.
    .EXAMPLE
        (Get-MachineVariable -Account 'S-1-5-18').machine

        NODE_OPTIONS
    #>
    [CmdletBinding()]
    [OutputType([hashtable])]
    param(
        [Parameter(Mandatory = $true)]
        [ValidatePattern('^S-1-\d{1,15}(-\d{1,10}){1,15}$')]
        [string] $Account
    )

    @{
        machine = @(Get-RegistryValueName -Path 'Registry::HKEY_LOCAL_MACHINE\SYSTEM\CurrentControlSet\Control\Session Manager\Environment')
        account = @(Get-RegistryValueName -Path "Registry::HKEY_USERS\$Account\Environment")
    }
}

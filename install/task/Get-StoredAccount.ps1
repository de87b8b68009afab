function Get-StoredAccount {
    <#
    .SYNOPSIS
        The account that an earlier installation gave the task, or null.
    #>
    [CmdletBinding()]
    [OutputType([hashtable])]
    param()

    # Trusted only if the task runs a version of ours, and only where the rights of the data folder agree.
    $task = Get-Task
    if (-not (Get-TaskVersion $task)) { return $null }
    try { $definition = [string] (Export-ScheduledTask -TaskName $script:TaskName -TaskPath '\' -ErrorAction 'Stop') }
    catch {
        if ($script:Uninstall) { return $null }
        throw
    }
    $sid = Get-TaskAccount $definition
    if ($sid -in 'S-1-5-18', 'SYSTEM') { return $script:SystemAccount }
    $name = [string] (Get-Field (Get-Field $task 'Principal') 'UserId')
    try {
        if ($sid -like 'S-1-*') { $name = [System.Security.Principal.SecurityIdentifier]::new($sid).Translate([System.Security.Principal.NTAccount]).Value }
        else { $sid = [System.Security.Principal.NTAccount]::new($sid).Translate([System.Security.Principal.SecurityIdentifier]).Value }
    }
    # No domain answers: the name shown by the task is sufficient.
    catch { [void] $_ }
    if ($sid -notlike 'S-1-*' -or -not $name -or -not (Test-GivenAccess $sid)) { return $null }
    $kind = 'named'
    if ($name.EndsWith('$', [System.StringComparison]::Ordinal)) { $kind = 'managed' }
    @{ Kind = $kind; Name = $name; Sid = $sid }
}

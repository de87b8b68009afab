function Get-RemovalPlan {
    <#
    .SYNOPSIS
        Lists the steps of a removal, in order.
    #>
    [CmdletBinding()]
    [OutputType([hashtable])]
    param()

    # Reads only. Only what comwatch created is named: a folder given by mistake keeps its content.
    $remove = { param($path) if (-not (Remove-Folder $path)) { $script:IsLeft = $true } }
    # First, so that it does not start the agent again.
    if ($null -ne (Get-Task $script:WatchdogName)) {
        New-Step 'step-unregister-watchdog' $script:WatchdogName {
            Unregister-ScheduledTask -TaskName $script:WatchdogName -TaskPath '\' -Confirm:$false -ErrorAction 'Stop'
        }
    }
    if ($null -ne (Get-Task)) {
        New-Step 'step-unregister' $script:TaskName {
            Stop-Agent
            Unregister-ScheduledTask -TaskName $script:TaskName -TaskPath '\' -Confirm:$false -ErrorAction 'Stop'
            $script:Place['Account'] = $script:SystemAccount
            Remove-FormerAccount
        }
    }
    $install = $script:Place.Install
    if ([System.IO.Directory]::Exists($install)) {
        foreach ($each in [System.IO.DirectoryInfo]::new($install).GetDirectories()) {
            if ($each.Name -match $script:VersionPattern -or $each.Name -match '^\.(staging|damaged)-') {
                New-Step 'step-remove' $each.FullName $remove $each.FullName
            }
        }
        New-Step 'step-remove' $install { param($path) Remove-EmptyFolder $path } $install
    }
    foreach ($key in $script:EventSourceKey, $script:ProductKey) {
        if ((Invoke-SystemProgram 'reg.exe' @('query', $key)).ExitCode -eq 0) {
            New-Step 'step-remove' $key { param($name) [void] (Invoke-SystemProgram 'reg.exe' @('delete', $name, '/f')) } $key
        }
    }
    $data = $script:Place.Data
    if ($script:Purge -and [System.IO.Directory]::Exists($data)) {
        New-Step 'step-purge' $data {
            param($folder)
            # The lock is removed with the rest.
            if ($null -ne $script:Turn) { $script:Turn.Dispose(); $script:Turn = $null }
            foreach ($each in [System.IO.DirectoryInfo]::new($folder).GetFileSystemInfos()) {
                $isOurs = $each.Name -in $script:DataNames -or $each.Name -match $script:DataLogPattern
                if ($isOurs -and -not (Remove-Folder $each.FullName)) { $script:IsLeft = $true }
            }
            Remove-EmptyFolder $folder
            # The log of the installation was removed with the rest.
            if ([System.IO.Path]::GetDirectoryName($script:LogFile) -eq $folder) { $script:LogFile = '' }
        } $data
    }
}

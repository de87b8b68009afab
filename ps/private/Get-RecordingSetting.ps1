function Get-RecordingSetting {
    <#
    .SYNOPSIS
        Shows what policies make this PowerShell record.
    .DESCRIPTION
        Policies of the machine before those of the user; Windows PowerShell and PowerShell 7 have separate ones.
    .EXAMPLE
        Get-RecordingSetting

        A table with the keys transcription, folder, scriptBlocks, invocations and modules: texts, empty where nothing is
        set, and 1 where a policy is on.
    #>
    [CmdletBinding()]
    [OutputType([hashtable])]
    param()

    $name = 'Windows\PowerShell'
    if ($PSVersionTable.PSEdition -eq 'Core') {
        $name = 'PowerShellCore'
    }
    $policy = @{}
    foreach ($each in @(
            @('transcription', 'Transcription', 'EnableTranscripting'), @('folder', 'Transcription', 'OutputDirectory'),
            @('scriptBlocks', 'ScriptBlockLogging', 'EnableScriptBlockLogging'),
            @('invocations', 'ScriptBlockLogging', 'EnableScriptBlockInvocationLogging'),
            @('modules', 'ModuleLogging', 'EnableModuleLogging'))) {
        $policy[$each[0]] = ''
        foreach ($hive in 'HKEY_LOCAL_MACHINE', 'HKEY_CURRENT_USER') {
            if ($policy[$each[0]] -eq '') {
                $policy[$each[0]] = [string] (Get-RegistryText -Path "Registry::$hive\SOFTWARE\Policies\Microsoft\$name\$($each[1])" -Name $each[2])
            }
        }
    }
    $policy
}

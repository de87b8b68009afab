function Get-ItemProperty {
    # HKEY_CLASSES_ROOT from the JSON file that COMWATCH_STAND_IN_REGISTRY names (key to value name to text, (default)
    # for the key's own value), and the two keys of Perflib. What is no registry is the real cmdlet's.
    [CmdletBinding()]
    param([Parameter(Mandatory)] [string] $LiteralPath, [string] $Name)
    if ($LiteralPath -notmatch '^(Registry::|HKLM:)') {
        return Microsoft.PowerShell.Management\Get-ItemProperty @PSBoundParameters
    }
    $values = Get-RegistryValue $LiteralPath
    $names = @($values.Keys | Where-Object { -not $Name -or $_ -eq $Name })
    if ($names.Count -eq 0) {
        $failure = [System.Management.Automation.ItemNotFoundException]::new("Cannot find path '$LiteralPath' because it does not exist.")
        $PSCmdlet.WriteError((New-Failure 'PathNotFound' $failure 'ObjectNotFound' $LiteralPath))
        return
    }
    $key = [pscustomobject] @{}
    foreach ($each in $names) { $key.PSObject.Properties.Add([psnoteproperty]::new($each, $values[$each])) }
    $key
}

function Get-RegistryValue {
    # The values of one key by their names; empty for a key that is not there.
    param([string] $Path)
    if ($Path -match '\\Perflib\\(009|CurrentLanguage)$') {
        if ($null -ne (Get-Fault 'no-perflib')) { return @{} }
        $table = if ($Matches[1] -eq '009') { $EnglishCounters } else { Get-LocalCounter }
        return @{ Counter = [string[]] @(foreach ($index in $table.Keys) { [string] $index; $table[$index] }) }
    }
    if (-not $env:COMWATCH_STAND_IN_REGISTRY) { return @{} }
    $keys = ConvertFrom-Json -AsHashtable -InputObject ([System.IO.File]::ReadAllText($env:COMWATCH_STAND_IN_REGISTRY))
    $found = $keys[$Path.Replace('Registry::HKEY_CLASSES_ROOT\', '')]
    if ($null -eq $found) { @{} } else { $found }
}

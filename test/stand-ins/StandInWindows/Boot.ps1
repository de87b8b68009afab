function Set-BootTime {
    # On Windows the kernel gives everyone the same start time of a process. On Linux .NET derives it from a boot time
    # that every process computes for itself, milliseconds apart; here all use the kernel's whole second.
    if ($IsWindows) { return }
    $field = [System.Diagnostics.Process].GetField('s_bootTimeTicks', 'NonPublic,Static')
    if ($null -eq $field) { throw 'This .NET keeps the boot time elsewhere: two shells would not agree on start times.' }
    $line = [System.IO.File]::ReadAllLines('/proc/stat') -match '^btime '
    $field.SetValue($null, [System.DateTimeOffset]::FromUnixTimeSeconds([long] ($line[0] -replace '\D')).UtcTicks)
}

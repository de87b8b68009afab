function Get-PhysicalMemory {
    <#
    .SYNOPSIS
        Gives the physical memory of the machine in bytes.
    .DESCRIPTION
        TotalVisibleMemorySize is in kilobytes and is what psutil calls total. Off Windows the kernel says it.
    .EXAMPLE
        Get-PhysicalMemory

        17179869184
    #>
    [CmdletBinding()]
    [OutputType([decimal])]
    param()

    if (Test-CommandPresence -Name 'Get-CimInstance') {
        $system = Get-CimInstance -ClassName 'Win32_OperatingSystem' -Property 'TotalVisibleMemorySize' `
            -OperationTimeoutSec 10 -ErrorAction 'Stop'
        return [decimal] $system.TotalVisibleMemorySize * 1024
    }
    $text = [System.IO.File]::ReadAllText('/proc/meminfo')
    [decimal] [regex]::Match($text, 'MemTotal:\s+(\d+)').Groups[1].Value * 1024
}

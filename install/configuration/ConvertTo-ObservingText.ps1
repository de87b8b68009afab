function ConvertTo-ObservingText {
    <#
    .SYNOPSIS
        Gives the text of a configuration with mode = observe in its section [monitor].
    #>
    [CmdletBinding()]
    [OutputType([string])]
    param(
        [Parameter(Mandatory = $true)] [string] $Text
    )

    $end = "`n"
    if ($Text.Contains("`r`n")) { $end = "`r`n" }
    $lines = [System.Collections.Generic.List[string]]::new([string[]] ($Text -split '\r?\n'))
    $section, $head, $written, $sample = '', -1, -1, -1
    for ($at = 0; $at -lt $lines.Count; $at++) {
        if ($lines[$at] -match '^[\s\uFEFF]*\[(?<name>[^\]]*)\]') {
            $section = $Matches['name']
            if ($section -eq 'monitor' -and $head -lt 0) { $head = $at }
        }
        elseif ($section -ne 'monitor') { continue }
        elseif ($written -lt 0 -and $lines[$at] -match '^\s*mode\s*[=:]') { $written = $at }
        elseif ($sample -lt 0 -and $lines[$at] -match '^\s*[;#]\s*mode\s*[=:]') { $sample = $at }
    }
    $line = 'mode = observe'
    if ($written -ge 0) { $lines[$written] = $line }
    elseif ($sample -ge 0) { $lines[$sample] = $line }
    elseif ($head -ge 0) { $lines.Insert($head + 1, $line) }
    else {
        while ($lines.Count -gt 0 -and $lines[$lines.Count - 1] -eq '') { $lines.RemoveAt($lines.Count - 1) }
        $lines.AddRange([string[]] @('', '[monitor]', $line, ''))
    }
    $lines.ToArray() -join $end
}

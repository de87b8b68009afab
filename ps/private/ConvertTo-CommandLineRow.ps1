function ConvertTo-CommandLineRow {
    <#
    .SYNOPSIS
        Makes one row of Get-TargetCommandLine.
    .DESCRIPTION
        An empty command line counts as none: null.
    .PARAMETER Id
        The PID.
    .PARAMETER Started
        When the process started.
    .PARAMETER CommandLine
        Its command line, or null.
    .EXAMPLE
        ConvertTo-CommandLineRow -Id 4712 -Started (Get-Process -Id 4712).StartTime -CommandLine $null

        A table with the keys pid, startedAt and commandLine.
    #>
    [CmdletBinding()]
    [OutputType([hashtable])]
    param(
        [Parameter(Mandatory = $true)]
        [int] $Id,

        [Parameter(Mandatory = $true)]
        [datetime] $Started,

        [Parameter(Mandatory = $true)]
        [AllowNull()]
        [AllowEmptyString()]
        [object] $CommandLine
    )

    $text = $null
    if (-not [string]::IsNullOrEmpty($CommandLine)) {
        $text = [string] $CommandLine
    }
    @{
        pid         = $Id
        startedAt   = ConvertTo-InvariantText -Value $Started.ToFileTimeUtc()
        commandLine = $text
    }
}

function Get-PerflibTable {
    <#
    .SYNOPSIS
        Reads the counter names of one language from the registry.
    .DESCRIPTION
        The value is a list in which index and name alternate. An empty table where it cannot be read.
    .PARAMETER Language
        009 for English, CurrentLanguage for that of Windows.
    .EXAMPLE
        (Get-PerflibTable -Language '009')['230']

        Process
    #>
    [CmdletBinding()]
    [OutputType([hashtable])]
    param(
        [Parameter(Mandatory = $true)]
        [ValidateSet('009', 'CurrentLanguage')]
        [string] $Language
    )

    $table = @{}
    $path = 'HKLM:\SOFTWARE\Microsoft\Windows NT\CurrentVersion\Perflib\' + $Language
    $key = Get-ItemProperty -LiteralPath $path -Name 'Counter' -ErrorAction 'SilentlyContinue'
    if ($null -ne $key) {
        $list = @($key.Counter)
        for ($position = 0; $position + 1 -lt $list.Count; $position += 2) {
            $table[[string] $list[$position]] = [string] $list[$position + 1]
        }
    }
    $table
}

function Protect-Secret {
    <#
    .SYNOPSIS
        Protects one password of a configuration file so that only this machine can read it.
    .DESCRIPTION
        The password is read from its place in the file. It is never an argument: script-block logging records what is typed
        into a shell, Base64 or not. Uses DPAPI with machine scope and the product's own entropy; the rights of the file then
        decide who may read it.
    .PARAMETER Path
        The file.
    .PARAMETER Offset
        Where the password begins, in bytes.
    .PARAMETER Length
        How many bytes it has.
    .PARAMETER CodePage
        Encoding of the file: 65001, 1200, 1201 or 1251.
    .EXAMPLE
        Protect-Secret -Path 'C:\ProgramData\comwatch\monitor.ini' -Offset 412 -Length 8 -CodePage 65001

        A table with the key protected: Base64.
    #>
    [CmdletBinding()]
    [OutputType([hashtable])]
    param(
        [Parameter(Mandatory = $true)]
        [ValidateNotNullOrEmpty()]
        [string] $Path,

        [Parameter(Mandatory = $true)]
        [ValidateRange(0, 1000000)]
        [int] $Offset,

        [Parameter(Mandatory = $true)]
        [ValidateRange(1, 4096)]
        [int] $Length,

        [Parameter(Mandatory = $true)]
        [ValidateSet(65001, 1200, 1201, 1251)]
        [int] $CodePage
    )

    $file = [System.IO.File]::ReadAllBytes($Path)
    $clear = [System.Text.Encoding]::UTF8.GetBytes([System.Text.Encoding]::GetEncoding($CodePage).GetString($file, $Offset, $Length))
    $entropy = [System.Text.Encoding]::UTF8.GetBytes($script:SecretEntropy)
    try {
        @{ protected = [System.Convert]::ToBase64String((Get-DataProtection)::Protect($clear, $entropy, 'LocalMachine')) }
    }
    finally {
        [System.Array]::Clear($file, 0, $file.Length)
        [System.Array]::Clear($clear, 0, $clear.Length)
    }
}

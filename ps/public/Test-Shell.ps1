function Test-Shell {
    <#
    .SYNOPSIS
        Answers at once: the shell lives.
    .DESCRIPTION
        The smallest request there is, for measuring the way to the shell and back.
    .EXAMPLE
        Test-Shell

        A table with the key takenAt.
    #>
    [CmdletBinding()]
    [OutputType([hashtable])]
    param()

    @{ takenAt = Get-MonotonicTick }
}

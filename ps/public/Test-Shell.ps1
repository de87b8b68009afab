function Test-Shell {
    <#
    .SYNOPSIS
        Answers at once to show that the shell works.
    .DESCRIPTION
        The smallest possible request, for measuring the round trip to the shell.
    .EXAMPLE
        Test-Shell

        A table with the key takenAt.
    #>
    [CmdletBinding()]
    [OutputType([hashtable])]
    param()

    @{ takenAt = Get-MonotonicTick }
}

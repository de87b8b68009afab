function Get-TaskAction {
    <#
    .SYNOPSIS
        The first action of a task, or null.
    #>
    [CmdletBinding()]
    [OutputType([object])]
    param(
        [Parameter(Mandatory = $true)] [AllowNull()] [object] $Task
    )

    # In strict mode the first element of an empty list is an error.
    foreach ($each in @(Get-Field $Task 'Actions')) { return $each }
}

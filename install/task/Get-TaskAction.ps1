function Get-TaskAction {
    <#
    .SYNOPSIS
        The first action of a task, or null.
    .DESCRIPTION
        In strict mode the first element of an empty list is an error.
    .PARAMETER Task
        The task, or null.
    .EXAMPLE
        Get-TaskAction (Get-Task)

        An object with Execute, Arguments and WorkingDirectory.
    #>
    [CmdletBinding()]
    [OutputType([object])]
    param(
        [Parameter(Mandatory = $true)] [AllowNull()] [object] $Task
    )

    foreach ($each in @(Get-Field $Task 'Actions')) { return $each }
}

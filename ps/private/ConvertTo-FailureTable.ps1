function ConvertTo-FailureTable {
    <#
    .SYNOPSIS
        Converts an error record into a table for the agent.
    .DESCRIPTION
        Texts are in the language of Windows, so the agent decides by the identifier and by the native code.
    .PARAMETER Record
        The error record.
    .EXAMPLE
        ConvertTo-FailureTable -Record $_

        A table with the keys id, category, native and message.
    #>
    [CmdletBinding()]
    [OutputType([hashtable])]
    param(
        [Parameter(Mandatory = $true)]
        [System.Management.Automation.ErrorRecord] $Record
    )

    $native = $null
    $exception = $Record.Exception
    while ($null -ne $exception) {
        if ($exception -is [System.ComponentModel.Win32Exception]) {
            $native = $exception.NativeErrorCode
        }
        $exception = $exception.InnerException
    }
    @{
        id       = [string] $Record.FullyQualifiedErrorId
        category = [string] $Record.CategoryInfo.Category
        native   = $native
        message  = [string] $Record.Exception.Message
    }
}

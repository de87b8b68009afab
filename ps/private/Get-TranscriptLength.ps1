function Get-TranscriptLength {
    <#
    .SYNOPSIS
        Gives the bytes of the transcript that a policy makes of this process, or -1.
    .DESCRIPTION
        PowerShell writes it below the folder of the policy, in a folder of the day, else in Documents, and names its
        process in the head of the file.
    .PARAMETER Folder
        The folder of the policy; may be empty.
    .EXAMPLE
        Get-TranscriptLength -Folder 'C:\Transcripts'

        48213
    #>
    [CmdletBinding()]
    [OutputType([long])]
    param(
        [Parameter(Mandatory = $true)]
        [AllowEmptyString()]
        [string] $Folder
    )

    $place = $Folder
    if ($place -eq '') {
        $place = [System.Environment]::GetFolderPath('MyDocuments')
    }
    try {
        $self = [System.Diagnostics.Process]::GetCurrentProcess()
        $begun = $self.StartTime.AddMinutes(-1)
        $self.Dispose()
        foreach ($file in [System.IO.Directory]::GetFiles($place, 'PowerShell_transcript.*.txt', 'AllDirectories')) {
            $information = [System.IO.FileInfo]::new($file)
            if ($information.CreationTime -lt $begun) {
                continue
            }
            $head = @(Get-Content -LiteralPath $file -TotalCount 30 -ErrorAction 'SilentlyContinue')
            if (@($head -match ":\s*$PID\s*$").Count -gt 0) {
                return $information.Length
            }
        }
    }
    # The folder cannot be read by this account, or does not exist.
    catch [System.IO.IOException], [System.UnauthorizedAccessException] {
        return -1
    }
    -1
}

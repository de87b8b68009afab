using System.ComponentModel;
using System.Diagnostics;
using System.Management.Automation;
using Comwatch.PowerShellHost.Processes;

namespace Comwatch.PowerShellHost.Cmdlets;

/// <summary>Stands in for Get-Process: by name or by PID.</summary>
[Cmdlet(VerbsCommon.Get, "Process", DefaultParameterSetName = "Name")]
[OutputType(typeof(StandInProcess))]
public sealed class GetProcessCommand : PSCmdlet
{
    [Parameter(Position = 0, ParameterSetName = "Name")]
    public string[] Name { get; set; } = [];

    [Parameter(ParameterSetName = "Id", Mandatory = true)]
    public int[] Id { get; set; } = [];

    protected override void ProcessRecord()
    {
        if (ParameterSetName == "Id") { ById(); return; }
        var any = false;
        foreach (var each in ProcessTable.Instance.ByName(Name)) { any = true; WriteObject(each); }
        if (!any) NotFound("NoProcessFoundForGivenName", string.Join(", ", Name));
    }

    private void ById()
    {
        foreach (var id in Id)
        {
            if (ProcessTable.Instance.ById(id) is { } found) WriteObject(found);
            else NotFound("NoProcessFoundForGivenId", id);
        }
    }

    private void NotFound(string id, object target) =>
        WriteError(new ErrorRecord(new ItemNotFoundException($"Cannot find a process: {target}"), id, ErrorCategory.ObjectNotFound, target));
}

/// <summary>Stands in for Stop-Process on an object: really ends it, without waiting, as TerminateProcess does.</summary>
[Cmdlet(VerbsLifecycle.Stop, "Process", SupportsShouldProcess = true)]
public sealed class StopProcessCommand : PSCmdlet
{
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true)]
    public StandInProcess[] InputObject { get; set; } = [];

    [Parameter]
    public SwitchParameter Force { get; set; }

    protected override void ProcessRecord()
    {
        foreach (var each in InputObject)
        {
            if (!Force) throw new PSInvalidOperationException("Without -Force Windows may ask, and nobody answers.");
            if (!ShouldProcess(each.ProcessName)) continue;
            Stop(each);
        }
    }

    private void Stop(StandInProcess each)
    {
        if (StandIns.Faults.Value("reuse-pid") is { } script) Reuse(script, each.Id);
        if (StandIns.Faults.Has("survive")) return;
        try
        {
            // 5 is ERROR_ACCESS_DENIED.
            if (StandIns.Faults.Has("access-denied")) throw new Win32Exception(5, "\u041e\u0442\u043a\u0430\u0437\u0430\u043d\u043e \u0432 \u0434\u043e\u0441\u0442\u0443\u043f\u0435");
            each.Kill();
        }
        catch (Win32Exception denied)
        {
            var wrapped = new InvalidOperationException("Cannot stop process: " + denied.Message, denied);
            WriteError(new ErrorRecord(wrapped, "CouldNotStopProcess", ErrorCategory.CloseError, each));
        }
        catch (InvalidOperationException)
        {
            // It died meanwhile: Stop-Process says nothing then.
        }
    }

    // Between comparison and kill: the script ends the process and gives its PID to another one.
    private static void Reuse(string script, int id)
    {
        using var process = Process.Start(new ProcessStartInfo(script, id.ToString()) { UseShellExecute = false })!;
        process.WaitForExit();
    }
}

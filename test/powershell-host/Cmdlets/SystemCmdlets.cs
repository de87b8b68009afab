using System.Management.Automation;

namespace Comwatch.PowerShellHost.Cmdlets;

/// <summary>Stands in for Get-ExecutionPolicy -List.</summary>
[Cmdlet(VerbsCommon.Get, "ExecutionPolicy")]
public sealed class GetExecutionPolicyCommand : PSCmdlet
{
    [Parameter]
    public SwitchParameter List { get; set; }

    protected override void ProcessRecord()
    {
        foreach (var scope in new[] { "MachinePolicy", "UserPolicy", "Process", "CurrentUser", "LocalMachine" })
        {
            var policy = scope == "Process" ? "Bypass" : "Undefined";
            if (scope == "MachinePolicy" && StandIns.Faults.Value("machine-policy") is { } set) policy = set;
            var row = new PSObject();
            row.Properties.Add(new PSNoteProperty("Scope", scope));
            row.Properties.Add(new PSNoteProperty("ExecutionPolicy", policy));
            WriteObject(row);
        }
    }
}

/// <summary>
/// Stands in for Get-ItemProperty: the two Perflib keys, and the registration of COM classes (see ClassRegistry).
/// </summary>
[Cmdlet(VerbsCommon.Get, "ItemProperty")]
public sealed class GetItemPropertyCommand : PSCmdlet
{
    [Parameter]
    public string LiteralPath { get; set; } = "";

    [Parameter]
    public string Name { get; set; } = "";

    protected override void ProcessRecord()
    {
        if (LiteralPath.StartsWith(ClassRegistry.Root, StringComparison.Ordinal))
        {
            var found = new PSObject();
            foreach (var (name, text) in ClassRegistry.Read(LiteralPath).Where(each => Name == "" || Name == each.Key))
            {
                found.Properties.Add(new PSNoteProperty(name, text));
            }
            if (found.Properties.Any())
            {
                WriteObject(found);
                return;
            }
        }
        if (StandIns.Faults.Has("no-perflib") || !LiteralPath.Contains(@"\Perflib\", StringComparison.Ordinal))
        {
            WriteError(new ErrorRecord(new ItemNotFoundException(LiteralPath), "PathNotFound", ErrorCategory.ObjectNotFound, LiteralPath));
            return;
        }
        var names = LiteralPath.EndsWith(@"\009", StringComparison.Ordinal) ? CounterNames.English : CounterNames.Local;
        var key = new PSObject();
        key.Properties.Add(new PSNoteProperty(Name, names.SelectMany(each => new[] { each.Key.ToString(), each.Value }).ToArray()));
        WriteObject(key);
    }
}

/// <summary>Stands in for Write-EventLog: appends to the file that COMWATCH_HOST_EVENT_LOG names.</summary>
[Cmdlet(VerbsCommunications.Write, "EventLog")]
public sealed class WriteEventLogCommand : PSCmdlet
{
    [Parameter(Mandatory = true)]
    public string LogName { get; set; } = "";

    [Parameter(Mandatory = true)]
    public string Source { get; set; } = "";

    [Parameter(Mandatory = true)]
    public int EventId { get; set; }

    [Parameter]
    public string EntryType { get; set; } = "Information";

    [Parameter(Mandatory = true)]
    public string Message { get; set; } = "";

    protected override void ProcessRecord()
    {
        if (Environment.GetEnvironmentVariable("COMWATCH_HOST_EVENT_LOG") is not { Length: > 0 } file)
        {
            ThrowTerminatingError(new ErrorRecord(new InvalidOperationException($"The source {Source} is not registered"), "InvalidSource", ErrorCategory.InvalidOperation, Source));
            return;
        }
        File.AppendAllText(file, $"{LogName}\t{Source}\t{EventId}\t{EntryType}\t{Message.ReplaceLineEndings(" ")}\n");
    }
}

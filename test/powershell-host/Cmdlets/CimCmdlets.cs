using System.Management.Automation;
using System.Text.RegularExpressions;
using Comwatch.PowerShellHost.Processes;

namespace Comwatch.PowerShellHost.Cmdlets;

/// <summary>Stands in for Get-CimInstance: two classes, the filters that our scripts use, the documented units.</summary>
[Cmdlet(VerbsCommon.Get, "CimInstance")]
[OutputType(typeof(PSObject))]
public sealed partial class GetCimInstanceCommand : PSCmdlet
{
    [Parameter(Mandatory = true)]
    public string ClassName { get; set; } = "";

    [Parameter]
    public string Filter { get; set; } = "";

    [Parameter]
    public string[] Property { get; set; } = [];

    [Parameter]
    public uint OperationTimeoutSec { get; set; }

    protected override void ProcessRecord()
    {
        if (StandIns.Faults.Has("cim-fails"))
        {
            ThrowTerminatingError(new ErrorRecord(new InvalidOperationException("WMI: provider load failure"), "HRESULT 0x80041013", ErrorCategory.NotSpecified, null));
        }
        if (int.TryParse(StandIns.Faults.Value("slow-cim"), out var ms)) Thread.Sleep(ms);
        switch (ClassName)
        {
            case "Win32_OperatingSystem":
                WriteObject(Select(new() { ["TotalVisibleMemorySize"] = (ulong)(ProcessTable.Instance.PhysicalMemoryBytes / 1024) }));
                break;
            case "Win32_Process":
                foreach (var each in Found()) WriteObject(Select(Row(each)));
                break;
            default:
                throw new PSNotSupportedException($"No stand-in for {ClassName}");
        }
    }

    private IEnumerable<StandInProcess> Found()
    {
        if (NameFilter().Match(Filter) is { Success: true } byName)
        {
            return ProcessTable.Instance.ByName([byName.Groups[1].Value]);
        }
        var ids = IdFilter().Matches(Filter).Select(each => int.Parse(each.Groups[1].Value)).ToArray();
        if (ids.Length == 0) throw new PSArgumentException("Invalid query", nameof(Filter));
        return ids.Select(ProcessTable.Instance.ById).OfType<StandInProcess>();
    }

    private static Dictionary<string, object?> Row(StandInProcess each) => new()
    {
        ["ProcessId"] = (uint)each.Id,
        ["Name"] = each.ProcessName + ".exe",
        // Microseconds, as CIM has them.
        ["CreationDate"] = new DateTime(each.StartTime.Ticks / 10 * 10, DateTimeKind.Local),
        ["KernelModeTime"] = (ulong?)each.PrivilegedProcessorTime?.Ticks,
        ["UserModeTime"] = (ulong?)each.UserProcessorTime?.Ticks,
        ["WorkingSetSize"] = (ulong)each.WorkingSet64,
        ["CommandLine"] = StandIns.Faults.Has("hide-command-line") ? null : each.CommandLine,
    };

    // The properties that were not asked for are there and empty.
    private PSObject Select(Dictionary<string, object?> row)
    {
        var instance = new PSObject();
        foreach (var (name, value) in row)
        {
            var wanted = Property.Length == 0 || Property.Contains(name, StringComparer.OrdinalIgnoreCase);
            instance.Properties.Add(new PSNoteProperty(name, wanted ? value : null));
        }
        return instance;
    }

    [GeneratedRegex("^Name = '([^']*)'$")]
    private static partial Regex NameFilter();

    [GeneratedRegex(@"ProcessId = (\d+)")]
    private static partial Regex IdFilter();
}

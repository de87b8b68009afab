using System.Management.Automation;
using System.Text.RegularExpressions;
using Comwatch.PowerShellHost.Processes;

namespace Comwatch.PowerShellHost.Cmdlets;

/// <summary>One value, in the shape of PerformanceCounterSample: Path in lower case, InstanceName without number.</summary>
public sealed record CounterSample(string Path, string InstanceName, double CookedValue, ulong RawValue, ulong SecondValue, uint Status);

public sealed record CounterSampleSet(DateTime Timestamp, CounterSample[] CounterSamples);

/// <summary>
/// Stands in for Get-Counter on the Process set: two readings a second apart, instances numbered by order of appearance,
/// localised names and numeric indexes.
/// </summary>
[Cmdlet(VerbsCommon.Get, "Counter")]
[OutputType(typeof(CounterSampleSet))]
public sealed partial class GetCounterCommand : PSCmdlet
{
    private const uint NoInstance = 0x800007D1;

    [Parameter(Position = 0)]
    public string[] Counter { get; set; } = [];

    protected override void ProcessRecord()
    {
        Thread.Sleep(StandIns.Faults.Has("quick-counter") ? 0 : 1000);
        var samples = new List<CounterSample>();
        var named = false;
        foreach (var path in Counter)
        {
            var match = PathShape().Match(path);
            if (!match.Success || CounterNames.IndexOf(match.Groups["object"].Value) != 230) continue;
            named = true;
            if (CounterNames.IndexOf(match.Groups["counter"].Value) is not { } counter) continue;
            samples.AddRange(Values(match.Groups["object"].Value, match.Groups["instance"].Value, match.Groups["counter"].Value, counter));
        }
        if (samples.Count == 0)
        {
            var (id, text) = named ? ("CounterPathIsInvalid", "The counter path is not valid") : ("CounterApiError", "No such object");
            WriteError(new ErrorRecord(new InvalidOperationException(text), id, ErrorCategory.InvalidResult, null));
            return;
        }
        if (samples.Any(each => each.Status != 0))
        {
            WriteError(new ErrorRecord(new InvalidOperationException("One of the samples is not valid"), "CounterApiError", ErrorCategory.InvalidResult, null));
        }
        WriteObject(new CounterSampleSet(DateTime.Now, [.. samples]));
    }

    private static IEnumerable<CounterSample> Values(string set, string pattern, string counterName, int counter)
    {
        var name = pattern.TrimEnd('*');
        var found = name.Length == 0
            ? [ProcessTable.Instance.ById(Environment.ProcessId)!]
            : ProcessTable.Instance.ByName([name]).OrderBy(each => each.Id).ToArray();
        // The highest number goes first when an instance has ended: Windows renumbers.
        if (StandIns.Faults.Has("renumber")) Array.Reverse(found);
        for (var at = 0; at < found.Length; at++)
        {
            var instance = found[at].ProcessName.ToLowerInvariant();
            var number = at == 0 ? "" : $"#{at}";
            var vanished = StandIns.Faults.Has("vanish") && at == found.Length - 1;
            var path = $@"\\srv01\{set}({instance}{number})\{counterName}".ToLowerInvariant();
            yield return new CounterSample(path, instance, 0, vanished ? 0 : Raw(found[at], counter),
                (ulong)DateTime.UtcNow.ToFileTimeUtc(), vanished ? NoInstance : 0);
        }
        if (name.Length > 0 && StandIns.Faults.Has("namesake"))
        {
            yield return new CounterSample($@"\\srv01\{set}({name}2)\{counterName}".ToLowerInvariant(), name + "2", 0, 1, 0, 0);
        }
    }

    private static ulong Raw(StandInProcess each, int counter) => counter switch
    {
        784 => (ulong)each.Id,
        6 => (ulong)(each.TotalProcessorTime?.Ticks ?? 0),
        180 => (ulong)each.WorkingSet64,
        _ => 0,
    };

    [GeneratedRegex(@"^\\(?<object>[^\\(]+)\((?<instance>[^)]*)\)\\(?<counter>.+)$")]
    private static partial Regex PathShape();
}

/// <summary>Counter names and their indexes, in English or as Russian Windows has them.</summary>
internal static class CounterNames
{
    public static readonly Dictionary<int, string> English = new()
    {
        [6] = "% Processor Time", [180] = "Working Set", [230] = "Process", [238] = "Processor", [784] = "ID Process",
    };

    private static readonly Dictionary<int, string> Russian = new()
    {
        [6] = "% \u0437\u0430\u0433\u0440\u0443\u0436\u0435\u043d\u043d\u043e\u0441\u0442\u0438 \u043f\u0440\u043e\u0446\u0435\u0441\u0441\u043e\u0440\u0430",
        [180] = "\u0420\u0430\u0431\u043e\u0447\u0438\u0439 \u043d\u0430\u0431\u043e\u0440",
        [230] = "\u041f\u0440\u043e\u0446\u0435\u0441\u0441",
        [238] = "\u041f\u0440\u043e\u0446\u0435\u0441\u0441\u043e\u0440",
        [784] = "\u0418\u0434\u0435\u043d\u0442\u0438\u0444\u0438\u043a\u0430\u0442\u043e\u0440 \u043f\u0440\u043e\u0446\u0435\u0441\u0441\u0430",
    };

    public static Dictionary<int, string> Local => StandIns.Faults.Has("localised-counters") ? Russian : English;

    /// <summary>Only local names and numbers are understood, as by Get-Counter.</summary>
    public static int? IndexOf(string name)
    {
        if (int.TryParse(name, out var index) && Local.ContainsKey(index)) return index;
        foreach (var (key, value) in Local)
        {
            if (value.Equals(name, StringComparison.OrdinalIgnoreCase)) return key;
        }
        return null;
    }
}

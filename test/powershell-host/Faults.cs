namespace Comwatch.PowerShellHost;

/// <summary>
/// Faults on request: COMWATCH_HOST_FAULTS, or the file that COMWATCH_HOST_FAULTS_FILE names, read anew at every
/// statement so that a test can switch a fault on and off. See README.md for the list.
/// </summary>
internal sealed class Faults
{
    private readonly string _fixed;
    private readonly string? _file;
    private readonly Dictionary<string, int> _calls = new(StringComparer.OrdinalIgnoreCase);
    private Dictionary<string, string> _active = new(StringComparer.OrdinalIgnoreCase);

    private Faults(string text, string? file)
    {
        _fixed = text;
        _file = file;
        Refresh();
    }

    public static Faults FromEnvironment() =>
        new(Environment.GetEnvironmentVariable("COMWATCH_HOST_FAULTS") ?? "",
            Environment.GetEnvironmentVariable("COMWATCH_HOST_FAULTS_FILE"));

    public bool Has(string name) => _active.ContainsKey(name);

    public string? Value(string name) => _active.GetValueOrDefault(name);

    public int SlowStartMs => int.TryParse(Value("slow-start"), out var ms) ? ms : 0;

    /// <summary>Hangs or exits before a statement whose turn has come: hang=Get-ProcessSample:3 is the third sample.</summary>
    public void Before(string statement)
    {
        Refresh();
        var command = statement.Split(' ').ElementAtOrDefault(3)?.Trim('\'') ?? statement.Split(' ')[0];
        var call = _calls[command] = _calls.GetValueOrDefault(command) + 1;
        if (Due("hang", command, call)) Thread.Sleep(Timeout.Infinite);
        if (Due("exit0", command, call)) Environment.Exit(0);
        if (Due("exit3", command, call)) Environment.Exit(3);
        if (Due("kill-self", command, call)) System.Diagnostics.Process.GetCurrentProcess().Kill();
        if (Due("steal-stdin", command, call)) _ = Console.OpenStandardInput().Read(new byte[65536], 0, 65536);
    }

    private bool Due(string fault, string command, int call)
    {
        if (Value(fault) is not { } value) return false;
        var parts = value.Split(':');
        return parts[0].Equals(command, StringComparison.OrdinalIgnoreCase)
            && (parts.Length < 2 || int.Parse(parts[1]) == call);
    }

    private void Refresh()
    {
        var text = _fixed;
        try
        {
            if (_file is not null && File.Exists(_file)) text += "," + File.ReadAllText(_file);
        }
        catch (IOException)
        {
            // Removed or being written this moment: the next statement reads it.
        }
        _active = text.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Select(each => each.Split('=', 2))
            .GroupBy(each => each[0])
            .ToDictionary(each => each.Key, each => each.Last().ElementAtOrDefault(1) ?? "", StringComparer.OrdinalIgnoreCase);
    }
}

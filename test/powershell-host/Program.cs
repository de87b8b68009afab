using System.Management.Automation;
using System.Management.Automation.Language;
using System.Management.Automation.Runspaces;
using System.Text;

namespace Comwatch.PowerShellHost;

/// <summary>
/// Stands in for powershell.exe where there is none: the real engine, started and fed as PowerShell is
/// (-NoLogo -NoExit -Command -), with stand-ins for the few cmdlets of Windows that our scripts use.
/// </summary>
internal static class Program
{
    private static int Main(string[] args)
    {
        var faults = Faults.FromEnvironment();
        Thread.Sleep(faults.SlowStartMs);
        var newLine = faults.Has("lf") ? "\n" : "\r\n";
        Console.InputEncoding = new UTF8Encoding(false);
        Console.SetOut(new FaultyWriter(Console.OpenStandardOutput(), newLine, faults));
        Console.OutputEncoding = faults.Has("oem") ? CodePagesEncodingProvider.Instance.GetEncoding(866)! : new UTF8Encoding(false);
        Console.SetError(new ErrorWriter(Console.OpenStandardError(), newLine));

        // As powershell.exe hands its argument to the engine, which heeds it on Windows only.
        var policy = Array.FindIndex(args, each => each.Equals("-ExecutionPolicy", StringComparison.OrdinalIgnoreCase));
        if (policy >= 0) Environment.SetEnvironmentVariable("PSExecutionPolicyPreference", args[policy + 1]);

        var host = new ConsoleHost();
        using var runspace = RunspaceFactory.CreateRunspace(host, StandIns.InitialState(faults));
        runspace.Open();
        runspace.SessionStateProxy.SetVariable("ErrorActionPreference", "Continue");

        var file = Array.FindIndex(args, each => each.Equals("-File", StringComparison.OrdinalIgnoreCase));
        return file >= 0 ? RunFile(runspace, host, args[file + 1], args[(file + 2)..]) : ReadStatements(runspace, host, faults);
    }

    /// <summary>Runs one script with -Name value arguments, as powershell.exe -File does.</summary>
    private static int RunFile(Runspace runspace, ConsoleHost host, string script, string[] arguments)
    {
        using var shell = PowerShell.Create();
        shell.Runspace = runspace;
        shell.AddCommand(Path.GetFullPath(script));
        for (var at = 0; at < arguments.Length; at++)
        {
            var argument = arguments[at];
            if (!argument.StartsWith('-')) { shell.AddArgument(argument); continue; }
            var hasValue = at + 1 < arguments.Length && !arguments[at + 1].StartsWith('-');
            if (hasValue) shell.AddParameter(argument[1..], arguments[++at]);
            else shell.AddParameter(argument[1..], true);
        }
        var failed = !Run(shell);
        return host.ExitCode ?? (failed ? 1 : 0);
    }

    /// <summary>Statement by statement from standard input until it ends; an incomplete one goes on in the next line.</summary>
    private static int ReadStatements(Runspace runspace, ConsoleHost host, Faults faults)
    {
        using var input = new StreamReader(Console.OpenStandardInput(), new UTF8Encoding(false));
        var pending = "";
        while (input.ReadLine() is { } line)
        {
            pending += line;
            Parser.ParseInput(pending, out _, out var errors);
            if (errors.Any(each => each.IncompleteInput) && line.Length > 0) { pending += "\n"; continue; }
            var statement = pending;
            pending = "";
            if (statement.Trim().Length == 0) continue;
            faults.Before(statement);
            using var shell = PowerShell.Create();
            shell.Runspace = runspace;
            shell.AddScript(statement);
            Run(shell);
            if (host.ExitCode is { } code) return code;
        }
        return 0;
    }

    private static bool Run(PowerShell shell)
    {
        try
        {
            foreach (var each in shell.Invoke()) Console.Out.WriteLine(each?.ToString() ?? "");
        }
        catch (RuntimeException failure)
        {
            Console.Error.WriteLine(failure.ErrorRecord.ToString());
            return false;
        }
        foreach (var each in shell.Streams.Warning) Console.Out.WriteLine("WARNING: " + each.Message);
        foreach (var each in shell.Streams.Verbose) Console.Out.WriteLine("VERBOSE: " + each.Message);
        foreach (var each in shell.Streams.Error) Console.Error.WriteLine(each.ToString());
        return shell.Streams.Error.Count == 0;
    }
}

using System.ComponentModel;
using System.Diagnostics;

namespace Comwatch.PowerShellHost.Processes;

/// <summary>On Windows, and under Wine: what .NET says. Wine's CPU times are wrong, so there are none.</summary>
internal sealed class WindowsProcessTable : ProcessTable
{
    public override long PhysicalMemoryBytes => GC.GetGCMemoryInfo().TotalAvailableMemoryBytes;

    public override IEnumerable<StandInProcess> ByName(IReadOnlyCollection<string> names) =>
        names.Select(BaseName).Distinct(StringComparer.OrdinalIgnoreCase)
            .SelectMany(Process.GetProcessesByName).Where(IsThere).Select(each => new WindowsProcess(each));

    public override StandInProcess? ById(int id)
    {
        try { return Process.GetProcessById(id) is var found && IsThere(found) ? new WindowsProcess(found) : null; }
        catch (ArgumentException) { return null; }
    }

    /// <summary>Not gone meanwhile, and born: Wine lists a process before it has given it a start time.</summary>
    private static bool IsThere(Process process)
    {
        try { return process.StartTime.Ticks > 0; }
        catch (Exception fault) when (fault is ArgumentException or InvalidOperationException or Win32Exception) { return false; }
    }

    private sealed class WindowsProcess(Process process) : StandInProcess
    {
        public override int Id => process.Id;
        public override string ProcessName => BaseName(process.ProcessName);
        public override DateTime StartTime => process.StartTime;
        public override TimeSpan? TotalProcessorTime => null;
        public override TimeSpan? UserProcessorTime => null;
        public override TimeSpan? PrivilegedProcessorTime => null;
        public override long WorkingSet64 => process.WorkingSet64;
        public override string? CommandLine => WindowsCommandLine.Of(process);
        public override IntPtr Handle => process.Handle;
        public override bool HasExited => process.HasExited;
        public override void Refresh() => process.Refresh();
        public override void Kill() => process.Kill();
        public override bool WaitForExit(int milliseconds) => process.WaitForExit(milliseconds);
        public override void Dispose() { process.Dispose(); base.Dispose(); }
    }
}

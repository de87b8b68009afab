using System.Diagnostics;

namespace Comwatch.PowerShellHost.Processes;

/// <summary>On Windows, and under Wine: what .NET says. Wine's CPU times are wrong, so there are none.</summary>
internal sealed class WindowsProcessTable : ProcessTable
{
    public override long PhysicalMemoryBytes => GC.GetGCMemoryInfo().TotalAvailableMemoryBytes;

    public override IEnumerable<StandInProcess> ByName(IReadOnlyCollection<string> names) =>
        names.Select(BaseName).Distinct(StringComparer.OrdinalIgnoreCase)
            .SelectMany(Process.GetProcessesByName).Select(each => new WindowsProcess(each));

    public override StandInProcess? ById(int id)
    {
        try { return new WindowsProcess(Process.GetProcessById(id)); }
        catch (ArgumentException) { return null; }
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

namespace Comwatch.PowerShellHost.Processes;

/// <summary>
/// One process in the shape that System.Diagnostics.Process has on Windows (ProcessName without .exe). The figures are
/// those of the moment when it was read; Refresh reads them again.
/// </summary>
public abstract class StandInProcess : IDisposable
{
    public abstract int Id { get; }
    public abstract string ProcessName { get; }
    public abstract DateTime StartTime { get; }
    public abstract TimeSpan? TotalProcessorTime { get; }
    public abstract TimeSpan? UserProcessorTime { get; }
    public abstract TimeSpan? PrivilegedProcessorTime { get; }
    public abstract long WorkingSet64 { get; }
    public abstract string? CommandLine { get; }
    /// <summary>Opens the process: from here on it cannot be mistaken for another one of the same PID.</summary>
    public abstract IntPtr Handle { get; }
    public abstract bool HasExited { get; }
    public abstract void Refresh();
    public abstract void Kill();
    public abstract bool WaitForExit(int milliseconds);
    public virtual void Dispose() => GC.SuppressFinalize(this);
}

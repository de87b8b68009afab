namespace Comwatch.PowerShellHost.Processes;

/// <summary>The processes of this machine, whatever its system.</summary>
internal abstract class ProcessTable
{
    public static ProcessTable Instance { get; } = OperatingSystem.IsWindows() ? new WindowsProcessTable() : new LinuxProcessTable();

    /// <summary>Processes of these image names, compared without case and without .exe.</summary>
    public abstract IEnumerable<StandInProcess> ByName(IReadOnlyCollection<string> names);

    public abstract StandInProcess? ById(int id);

    public abstract long PhysicalMemoryBytes { get; }

    public static string BaseName(string image) =>
        image.EndsWith(".exe", StringComparison.OrdinalIgnoreCase) ? image[..^4] : image;
}

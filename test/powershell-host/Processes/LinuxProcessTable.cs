using System.Text;

namespace Comwatch.PowerShellHost.Processes;

/// <summary>Real processes from /proc: only those of a wanted name are read in full.</summary>
internal sealed class LinuxProcessTable : ProcessTable
{
    private const long TicksPerJiffy = TimeSpan.TicksPerSecond / 100;
    private static readonly DateTime Boot = ReadBoot();

    public override long PhysicalMemoryBytes { get; } = ReadMemory();

    public override IEnumerable<StandInProcess> ByName(IReadOnlyCollection<string> names)
    {
        var wanted = names.Select(BaseName).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var buffer = new byte[64];
        foreach (var path in Directory.EnumerateDirectories("/proc"))
        {
            if (!int.TryParse(path.AsSpan(6), out var id)) continue;
            var length = Read(path + "/comm", buffer);
            if (length <= 1 || !wanted.Contains(BaseName(Encoding.UTF8.GetString(buffer, 0, length - 1)))) continue;
            if (ById(id) is { } found) yield return found;
        }
    }

    public override StandInProcess? ById(int id)
    {
        var process = new LinuxProcess(id);
        return process.TryRead() ? process : null;
    }

    /// <summary>Bytes read, 0 when the process is gone.</summary>
    internal static int Read(string path, byte[] buffer)
    {
        try
        {
            using var handle = File.OpenHandle(path);
            return RandomAccess.Read(handle, buffer, 0);
        }
        catch (IOException) { return 0; }
        catch (UnauthorizedAccessException) { return 0; }
    }

    internal static DateTime StartOf(long jiffies) => Boot.AddTicks(jiffies * TicksPerJiffy);

    internal static TimeSpan TimeOf(long jiffies) => TimeSpan.FromTicks(jiffies * TicksPerJiffy);

    // Read once from the kernel, in whole seconds: the same in every shell and at every read.
    private static DateTime ReadBoot()
    {
        var line = File.ReadLines("/proc/stat").First(each => each.StartsWith("btime ", StringComparison.Ordinal));
        return DateTimeOffset.FromUnixTimeSeconds(long.Parse(line.AsSpan(6))).LocalDateTime;
    }

    private static long ReadMemory()
    {
        var line = File.ReadLines("/proc/meminfo").First();
        return long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1]) * 1024;
    }
}

namespace Comwatch.Tests.ComProbe;

internal static class Machine
{
    /// <summary>In words that .NET Framework knows, too.</summary>
    public static bool IsWindows => Environment.OSVersion.Platform == PlatformID.Win32NT;

    public static bool IsMono => Type.GetType("Mono.Runtime") != null;
}

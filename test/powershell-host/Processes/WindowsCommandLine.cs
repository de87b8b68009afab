using System.ComponentModel;
using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Comwatch.PowerShellHost.Processes;

/// <summary>
/// The command line of another process, from its own memory (PEB, RTL_USER_PROCESS_PARAMETERS), as WMI gives it on
/// Windows. It works under Wine, too, where there is no WMI, and /proc would need the PID that Linux has for it.
/// </summary>
internal static partial class WindowsCommandLine
{
    private const int ProcessBasicInformation = 0;
    /// <summary>PEB.ProcessParameters and RTL_USER_PROCESS_PARAMETERS.CommandLine of a 64-bit process (winternl.h).</summary>
    private const int ProcessParametersOffset = 0x20;
    private const int CommandLineOffset = 0x70;

    /// <summary>Null when the process is gone or does not let itself be read.</summary>
    public static string? Of(Process process)
    {
        try
        {
            var size = Marshal.SizeOf<BasicInformation>();
            if (NtQueryInformationProcess(process.Handle, ProcessBasicInformation, out var basic, size, out _) != 0) return null;
            if (Read(process, basic.Peb + ProcessParametersOffset, 8) is not { } parameters) return null;
            if (Read(process, (nint)BitConverter.ToInt64(parameters) + CommandLineOffset, 16) is not { } unicode) return null;
            var length = BitConverter.ToUInt16(unicode);
            var text = Read(process, (nint)BitConverter.ToInt64(unicode, 8), length);
            return text is null ? null : new string(MemoryMarshal.Cast<byte, char>(text));
        }
        catch (Exception gone) when (gone is Win32Exception or InvalidOperationException) { return null; }
    }

    private static byte[]? Read(Process process, nint address, int length)
    {
        var buffer = new byte[length];
        return ReadProcessMemory(process.Handle, address, buffer, length, out var read) && read == length ? buffer : null;
    }

    [StructLayout(LayoutKind.Sequential)]
    private struct BasicInformation
    {
        public nint ExitStatus;
        public nint Peb;
        public nint AffinityMask;
        public nint BasePriority;
        public nint Id;
        public nint ParentId;
    }

    [LibraryImport("ntdll.dll")]
    private static partial int NtQueryInformationProcess(nint process, int kind, out BasicInformation found, int size, out int needed);

    [LibraryImport("kernel32.dll", SetLastError = true)]
    [return: MarshalAs(UnmanagedType.Bool)]
    private static partial bool ReadProcessMemory(nint process, nint address, [Out] byte[] buffer, nint size, out nint read);
}

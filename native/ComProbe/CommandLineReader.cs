using System;
using System.Collections.Generic;
using System.ComponentModel;
using System.Globalization;
using System.Runtime.InteropServices;

namespace Comwatch.Probing
{
    /// <summary>
    /// Reads the command line of a process from the process itself, since WMI fails first on a starved server. Never throws.
    /// </summary>
    public static class CommandLineReader
    {
        /// <summary>
        /// Start time and command line through one handle, so that they belong to one process even if its PID is
        /// reused.
        /// </summary>
        /// <returns>
        /// <c>startedAt</c>: UTC FILETIME in decimal digits, empty when the process could not be opened;
        /// <c>commandLine</c>: null when it could not be read; <c>error</c>: Win32 code, NTSTATUS or HRESULT, 0 when all was read;
        /// <c>message</c>: what Windows says of it.
        /// </returns>
        public static Dictionary<string, object?> Read(int processId)
        {
            var startedAt = "";
            try
            {
                using (var limited = ProcessHandle.Open(processId, NativeMethods.QueryLimitedInformation))
                {
                    startedAt = limited.StartedAt().ToString(CultureInfo.InvariantCulture);
                    var text = FromKernel(limited);
                    if (text != null) return Answer(startedAt, text, 0, "");
                }
                using (var full = ProcessHandle.Open(processId, NativeMethods.QueryInformation | NativeMethods.ReadMemory))
                {
                    // Another handle: the PID may have been reused between the two.
                    startedAt = full.StartedAt().ToString(CultureInfo.InvariantCulture);
                    return Answer(startedAt, ProcessEnvironment.CommandLine(full), 0, "");
                }
            }
            catch (Exception fault)
            {
                var code = fault is Win32Exception windows ? windows.NativeErrorCode : fault.HResult;
                return Answer(startedAt, null, code == 0 ? -1 : code, fault.Message);
            }
        }

        /// <summary>ProcessCommandLineInformation, from Windows 8.1 on; null where it is not known.</summary>
        private static string? FromKernel(ProcessHandle process)
        {
            NativeMethods.NtQueryInformationProcess(process.Value, NativeMethods.CommandLineClass, IntPtr.Zero, 0, out var needed);
            if (needed <= NativeMethods.StringHeader || needed > NativeMethods.StringHeader + 2 * 65_536) return null;
            var buffer = Marshal.AllocHGlobal(needed);
            try
            {
                var status = NativeMethods.NtQueryInformationProcess(process.Value, NativeMethods.CommandLineClass, buffer, needed, out _);
                if (status < 0) return null;
                var length = (ushort)Marshal.ReadInt16(buffer);
                var text = Marshal.ReadIntPtr(buffer, IntPtr.Size);
                var offset = text.ToInt64() - buffer.ToInt64();
                if (offset < NativeMethods.StringHeader || offset + length > needed) return null;
                return Marshal.PtrToStringUni(text, length / 2);
            }
            finally
            {
                Marshal.FreeHGlobal(buffer);
            }
        }

        private static Dictionary<string, object?> Answer(string startedAt, string? commandLine, int error, string message) =>
            new Dictionary<string, object?>
            {
                ["startedAt"] = startedAt,
                ["commandLine"] = commandLine,
                ["error"] = error,
                ["message"] = message,
            };
    }
}

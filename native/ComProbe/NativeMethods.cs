using System;
using System.ComponentModel;
using System.Runtime.InteropServices;

namespace Comwatch.Probing
{
    /// <summary>The functions of Windows that read a process, and their constants.</summary>
    internal static class NativeMethods
    {
        internal const int QueryLimitedInformation = 0x1000;
        internal const int QueryInformation = 0x0400;
        internal const int ReadMemory = 0x0010;
        /// <summary>ProcessCommandLineInformation.</summary>
        internal const int CommandLineClass = 60;
        /// <summary>Of a UNICODE_STRING: two lengths and a pointer, aligned.</summary>
        internal static readonly int StringHeader = 2 * IntPtr.Size;

        [DllImport("kernel32.dll", SetLastError = true)]
        internal static extern IntPtr OpenProcess(int access, bool inherit, int processId);

        [DllImport("kernel32.dll", SetLastError = true)]
        [return: MarshalAs(UnmanagedType.Bool)]
        internal static extern bool CloseHandle(IntPtr handle);

        [DllImport("kernel32.dll", SetLastError = true)]
        [return: MarshalAs(UnmanagedType.Bool)]
        internal static extern bool GetProcessTimes(IntPtr process, out long created, out long ended, out long kernel, out long user);

        [DllImport("kernel32.dll", SetLastError = true)]
        [return: MarshalAs(UnmanagedType.Bool)]
        internal static extern bool ReadProcessMemory(IntPtr process, IntPtr address, [Out] byte[] bytes, IntPtr length, out IntPtr read);

        [DllImport("ntdll.dll")]
        internal static extern int NtQueryInformationProcess(IntPtr process, int informationClass, IntPtr information, int length, out int needed);

        [DllImport("ntdll.dll")]
        private static extern int RtlNtStatusToDosError(int status);

        /// <summary>One of the fields of pointer size that an information class answers.</summary>
        internal static long QueryPointer(IntPtr process, int informationClass, int fields, int wanted)
        {
            var buffer = Marshal.AllocHGlobal(fields * IntPtr.Size);
            try
            {
                var status = NtQueryInformationProcess(process, informationClass, buffer, fields * IntPtr.Size, out _);
                if (status < 0) throw new Win32Exception(RtlNtStatusToDosError(status));
                return Marshal.ReadIntPtr(buffer, wanted * IntPtr.Size).ToInt64();
            }
            finally
            {
                Marshal.FreeHGlobal(buffer);
            }
        }
    }
}

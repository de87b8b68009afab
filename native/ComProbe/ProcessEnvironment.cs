using System;
using System.ComponentModel;
using System.Text;

namespace Comwatch.Probing
{
    /// <summary>
    /// Reads the command line from the process environment block, which every Windows has: PEB, ProcessParameters,
    /// CommandLine. A 64-bit reader reads 64-bit and 32-bit processes, a 32-bit reader those of its own kind.
    /// </summary>
    internal static class ProcessEnvironment
    {
        private const int BasicInformationClass = 0;
        private const int Wow64InformationClass = 26;
        private const int NotSupported = 50;

        /// <summary>Offsets in the structures of one pointer size. Source: winternl.h and the public symbols of
        /// ntdll.</summary>
        private sealed class Layout
        {
            internal Layout(int pointer, int parameters, int commandLine)
            {
                Pointer = pointer;
                Parameters = parameters;
                CommandLine = commandLine;
            }

            internal int Pointer { get; }
            internal int Parameters { get; }
            internal int CommandLine { get; }
        }

        private static readonly Layout Wide = new Layout(8, 0x20, 0x70);
        private static readonly Layout Narrow = new Layout(4, 0x10, 0x40);

        internal static string CommandLine(ProcessHandle process)
        {
            var narrow = NativeMethods.QueryPointer(process.Value, Wow64InformationClass, 1, 0);
            if (IntPtr.Size == 8 && narrow != 0) return Read(process, narrow, Narrow);
            // A 32-bit reader under a 64-bit Windows cannot reach a 64-bit process.
            if (IntPtr.Size == 4 && narrow == 0 && Environment.Is64BitOperatingSystem) throw new Win32Exception(NotSupported);
            // PROCESS_BASIC_INFORMATION: six fields of pointer size, the second one is the PEB.
            var block = NativeMethods.QueryPointer(process.Value, BasicInformationClass, 6, 1);
            return Read(process, block, IntPtr.Size == 8 ? Wide : Narrow);
        }

        private static string Read(ProcessHandle process, long block, Layout layout)
        {
            var parameters = Pointer(process, block + layout.Parameters, layout.Pointer);
            var header = process.Read(parameters + layout.CommandLine, 4);
            var length = BitConverter.ToUInt16(header, 0);
            var text = Pointer(process, parameters + layout.CommandLine + layout.Pointer, layout.Pointer);
            return length == 0 ? "" : Encoding.Unicode.GetString(process.Read(text, length));
        }

        private static long Pointer(ProcessHandle process, long address, int size)
        {
            var bytes = process.Read(address, size);
            return size == 8 ? BitConverter.ToInt64(bytes, 0) : BitConverter.ToUInt32(bytes, 0);
        }
    }
}

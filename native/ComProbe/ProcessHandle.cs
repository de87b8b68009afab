using System;
using System.ComponentModel;

namespace Comwatch.Probing
{
    /// <summary>An open process: while it is open, its PID is not reused.</summary>
    internal sealed class ProcessHandle : IDisposable
    {
        private ProcessHandle(IntPtr value) => Value = value;

        internal IntPtr Value { get; }

        internal static ProcessHandle Open(int processId, int access)
        {
            var handle = NativeMethods.OpenProcess(access, false, processId);
            if (handle == IntPtr.Zero) throw new Win32Exception();
            return new ProcessHandle(handle);
        }

        /// <summary>UTC FILETIME.</summary>
        internal long StartedAt()
        {
            if (!NativeMethods.GetProcessTimes(Value, out var created, out _, out _, out _)) throw new Win32Exception();
            return created;
        }

        internal byte[] Read(long address, int length)
        {
            var bytes = new byte[length];
            var done = NativeMethods.ReadProcessMemory(Value, new IntPtr(address), bytes, new IntPtr(length), out var read);
            if (!done || read.ToInt64() != length) throw new Win32Exception();
            return bytes;
        }

        public void Dispose() => NativeMethods.CloseHandle(Value);
    }
}

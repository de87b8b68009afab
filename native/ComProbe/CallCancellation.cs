using System;
using System.Runtime.InteropServices;

namespace Comwatch.Probing
{
    /// <summary>
    /// COM's own way to give up a call: off by default, for synchronous calls through a proxy only; it frees the client's
    /// thread, the server need not stop (CoEnableCallCancellation, CoCancelCall). A soft cancel, tried before the process
    /// is ended.
    /// </summary>
    public static class CallCancellation
    {
        /// <summary>E_NOTIMPL: not a system that has it.</summary>
        private const int NotImplemented = unchecked((int)0x80004001);

        public static int Enable() => Try(() => CoEnableCallCancellation(IntPtr.Zero));

        /// <summary>HRESULT of the attempt.</summary>
        public static int Cancel(int thread) => thread == 0 ? NotImplemented : Try(() => CoCancelCall(thread, 0));

        private static int Try(Func<int> call)
        {
            if (Environment.OSVersion.Platform != PlatformID.Win32NT)
            {
                return NotImplemented;
            }
            try
            {
                return call();
            }
            catch (Exception fault) when (fault is EntryPointNotFoundException || fault is DllNotFoundException)
            {
                return NotImplemented;
            }
        }

        [DllImport("ole32.dll")]
        private static extern int CoEnableCallCancellation(IntPtr reserved);

        [DllImport("ole32.dll")]
        private static extern int CoCancelCall(int thread, int timeoutSeconds);
    }
}

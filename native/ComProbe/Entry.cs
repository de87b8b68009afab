using System;
using System.Collections.Generic;
using System.Runtime.InteropServices;
using System.Threading.Tasks;

namespace Comwatch.Probing
{
    /// <summary>
    /// What edge-js calls. Every method returns at once, ends its task when the work is done, answers strings, bools
    /// and ints only, and never throws: an exception that crosses edge-js hangs or kills the process.
    /// </summary>
    /// <remarks>
    /// edge-js makes an instance for each method it binds, so the transaction is static: one at a time in a process.
    /// </remarks>
    public class Entry
    {
#if NET462
        private static readonly string Runtime = ".NET Framework " + Environment.Version;
#else
        private static readonly string Runtime = ".NET " + Environment.Version;
#endif
        private static readonly object Gate = new object();
        private static Transaction? current;

        /// <summary>Reports which .NET answers, so that a wrong bitness can be named.</summary>
        public Task<object> Describe(object input) => Answer(() => Task.FromResult<object>(new Dictionary<string, object>
        {
            ["framework"] = Runtime,
            ["bits"] = IntPtr.Size * 8,
        }));

        /// <summary>Begins a transaction: {progid, apartment: mta|sta}.</summary>
        public Task<object> Activate(object input) => Answer(() =>
        {
            var request = new Input(input);
            var next = new Transaction(request.Text("apartment") == "sta", CreateObject, Release);
            lock (Gate)
            {
                current = next;
            }
            return next.Activate(request.Text("progid"));
        });

        /// <summary>Calls a method of the server: {method, arguments: [...]}; see <see cref="Argument"/>.</summary>
        public Task<object> Call(object input) => Answer(() => Current().Call(CallRequest.From(input), aside: false));

        /// <summary>The same from a second thread, for a LogOut while the first one hangs.</summary>
        public Task<object> CallAside(object input) => Answer(() => Current().Call(CallRequest.From(input), aside: true));

        /// <summary>Asks COM to cancel the pending call. The server need not stop.</summary>
        public Task<object> Cancel(object input) => Answer(() => Current().Cancel());

        /// <summary>Releases the object and ends the thread.</summary>
        public Task<object> Close(object input) => Answer(() =>
        {
            Transaction? last;
            lock (Gate)
            {
                last = current;
                current = null;
            }
            return last == null ? Task.FromResult<object>(Outcome.Ok(0)) : last.Close();
        });

        /// <summary>Tests replace it by their own target; the product's instance is COM.</summary>
        protected virtual object CreateObject(string progid)
        {
            var type = Type.GetTypeFromProgID(progid, throwOnError: true);
            return Activator.CreateInstance(type!)!;
        }

        /// <summary>Releases the object, whatever it is.</summary>
        protected void Release(object target)
        {
            // A COM object must not be used after its release: any cast of it throws InvalidComObjectException.
            if (IsComObject(target))
            {
                ReleaseComObject(target);
            }
            else
            {
                (target as IDisposable)?.Dispose();
            }
        }

        /// <summary>Replaced by the tests, too: Linux has no COM objects.</summary>
        protected virtual bool IsComObject(object target) => Marshal.IsComObject(target);

        protected virtual void ReleaseComObject(object target) => Marshal.FinalReleaseComObject(target);

        private static Transaction Current()
        {
            lock (Gate)
            {
                return current ?? throw new InvalidOperationException("no transaction is open");
            }
        }

        private static Task<object> Answer(Func<Task<object>> work)
        {
            try
            {
                return work();
            }
            catch (Exception fault)
            {
                return Task.FromResult<object>(Outcome.Failed(fault, 0));
            }
        }
    }
}

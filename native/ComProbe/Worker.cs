using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Threading;
using System.Threading.Tasks;

namespace Comwatch.Probing
{
    /// <summary>
    /// A background thread that runs one piece of work after the other. A separate thread, not one of the pool: blocked
    /// calls would starve the pool, and a background thread does not keep the process alive.
    /// </summary>
    public sealed class Worker
    {
        private readonly BlockingCollection<Action> work = new BlockingCollection<Action>();
        private volatile int nativeThread;

        public Worker(string name, bool sta)
        {
            var thread = new Thread(Loop) { IsBackground = true, Name = name };
            if (Environment.OSVersion.Platform == PlatformID.Win32NT)
            {
                thread.SetApartmentState(sta ? ApartmentState.STA : ApartmentState.MTA);
            }
            thread.Start();
        }

        /// <summary>The Windows id of the thread, 0 elsewhere.</summary>
        public int NativeThread => nativeThread;

        /// <summary>Completes with the answer of the work, its time and the reason of a failure. Never
        /// faults.</summary>
        public Task<object> Run(Func<Dictionary<string, object>?> piece)
        {
            var done = new TaskCompletionSource<object>(TaskCreationOptions.RunContinuationsAsynchronously);
            work.Add(() =>
            {
                var watch = Stopwatch.StartNew();
                try
                {
                    var extra = piece();
                    var answer = Outcome.Ok(watch.Elapsed.TotalMilliseconds);
                    if (extra != null)
                    {
                        foreach (var pair in extra)
                        {
                            answer[pair.Key] = pair.Value;
                        }
                    }
                    done.SetResult(answer);
                }
                catch (Exception fault)
                {
                    done.SetResult(Outcome.Failed(fault, watch.Elapsed.TotalMilliseconds));
                }
            });
            return done.Task;
        }

        /// <summary>Ends the thread after the work queued so far.</summary>
        public void End() => work.CompleteAdding();

        private void Loop()
        {
            if (Environment.OSVersion.Platform == PlatformID.Win32NT)
            {
                nativeThread = GetCurrentThreadId();
            }
            foreach (var piece in work.GetConsumingEnumerable())
            {
                piece();
            }
        }

        [DllImport("kernel32.dll")]
        private static extern int GetCurrentThreadId();
    }
}

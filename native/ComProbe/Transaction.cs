using System;
using System.Collections.Generic;
using System.Threading.Tasks;

namespace Comwatch.Probing
{
    /// <summary>
    /// One object of the server from its activation to its release, on a thread of its own. A hanging call stays
    /// there: the parent ends the process.
    /// </summary>
    public sealed class Transaction
    {
        private readonly Func<string, object> createObject;
        private readonly Action<object> release;
        private readonly Worker worker;
        private readonly bool isSta;
        private volatile object? target;
        private volatile object? session;

        public Transaction(bool sta, Func<string, object> create, Action<object> releaseObject)
        {
            isSta = sta;
            createObject = create;
            release = releaseObject;
            worker = new Worker("COM call", sta);
        }

        public Task<object> Activate(string progid) => worker.Run(() =>
        {
            CallCancellation.Enable();
            target = createObject(progid);
            return null;
        });

        /// <summary>
        /// Answers {ok, ms, error, info, hasSession} or a failure. The session stays here as the server gave it, so that
        /// its type is kept.
        /// </summary>
        /// <param name="request">the method and its arguments</param>
        /// <param name="aside">from a thread beside the one that hangs</param>
        public Task<object> Call(CallRequest request, bool aside)
        {
            var thread = aside ? new Worker("COM call aside", isSta) : worker;
            var done = thread.Run(() =>
            {
                var outs = LateBinding.Call(target ?? throw new InvalidOperationException("nothing was activated"), request, session);
                if (outs.TryGetValue("session", out var opened))
                {
                    session = opened;
                }
                var answer = new Dictionary<string, object> { ["hasSession"] = LateBinding.TextOf(session).Length > 0 };
                foreach (var pair in outs)
                {
                    if (pair.Key != "session")
                    {
                        answer[pair.Key] = LateBinding.TextOf(pair.Value);
                    }
                }
                return answer;
            });
            if (aside)
            {
                thread.End();
            }
            return done;
        }

        public Task<object> Cancel()
        {
            var answer = Outcome.Ok(0);
            answer["hresult"] = CallCancellation.Cancel(worker.NativeThread);
            return Task.FromResult<object>(answer);
        }

        public Task<object> Close()
        {
            var done = worker.Run(() =>
            {
                var last = target;
                target = null;
                session = null;
                if (last != null)
                {
                    release(last);
                }
                return null;
            });
            worker.End();
            return done;
        }
    }
}

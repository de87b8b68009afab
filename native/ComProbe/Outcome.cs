using System;
using System.Collections.Generic;
using System.Reflection;

namespace Comwatch.Probing
{
    /// <summary>Answers as plain values: strings, bools and ints are all that edge-js carries without loss.</summary>
    public static class Outcome
    {
        public static Dictionary<string, object> Ok(double ms) => new Dictionary<string, object>
        {
            ["ok"] = true,
            ["ms"] = Rounded(ms),
        };

        /// <summary>What went wrong: the innermost cause of a late-bound call, its HRESULT as a signed int.</summary>
        public static Dictionary<string, object> Failed(Exception fault, double ms)
        {
            var cause = Unwrap(fault);
            return new Dictionary<string, object>
            {
                ["ok"] = false,
                ["ms"] = Rounded(ms),
                ["type"] = cause.GetType().FullName ?? cause.GetType().Name,
                ["hresult"] = cause.HResult,
                ["message"] = cause.Message ?? "",
            };
        }

        /// <summary>InvokeMember wraps what the server threw; the wrapper says nothing.</summary>
        public static Exception Unwrap(Exception fault)
        {
            while ((fault is TargetInvocationException || fault is TypeInitializationException || fault is AggregateException)
                && fault.InnerException != null)
            {
                fault = fault.InnerException;
            }
            return fault;
        }

        /// <summary>Microseconds would be noise; an int of tenths would need explaining: whole milliseconds.</summary>
        private static int Rounded(double ms) => ms > int.MaxValue ? int.MaxValue : (int)Math.Round(ms);
    }
}

using System;
using System.Collections.Generic;
using System.Reflection;

namespace Comwatch.Probing
{
    /// <summary>Answers as plain values: edge-js passes only strings, bools and ints without loss.</summary>
    public static class Outcome
    {
        public static Dictionary<string, object> Ok(double ms) => new Dictionary<string, object>
        {
            ["ok"] = true,
            ["ms"] = Rounded(ms),
        };

        /// <summary>A failure: the innermost cause of a late-bound call, its HRESULT as a signed int.</summary>
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

        /// <summary>InvokeMember wraps the server's exception; the wrapper adds no information.</summary>
        public static Exception Unwrap(Exception fault)
        {
            while ((fault is TargetInvocationException || fault is TypeInitializationException || fault is AggregateException)
                && fault.InnerException != null)
            {
                fault = fault.InnerException;
            }
            return fault;
        }

        /// <summary>Whole milliseconds: microseconds would be noise, tenths would need explaining.</summary>
        private static int Rounded(double ms) => ms > int.MaxValue ? int.MaxValue : (int)Math.Round(ms);
    }
}

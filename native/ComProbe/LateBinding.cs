using System;
using System.Collections.Generic;
using System.Globalization;
using System.Reflection;
using System.Runtime.InteropServices;

namespace Comwatch.Probing
{
    /// <summary>Calls a method by name: IDispatch for a COM object, the managed binder for the targets of the tests.</summary>
    public static class LateBinding
    {
        /// <summary>Calls, and returns the values of the out arguments by name.</summary>
        public static Dictionary<string, object?> Call(object target, CallRequest request, object? session)
        {
            var count = request.Arguments.Count;
            var values = new object?[count];
            var modifier = count == 0 ? default : new ParameterModifier(count);
            for (var index = 0; index < count; index++)
            {
                var argument = request.Arguments[index];
                if (argument.OutName == null)
                {
                    values[index] = argument.IsSession ? session : argument.Value;
                    continue;
                }
                modifier[index] = true;
                values[index] = SeedOf(argument, target, request.Method, index);
            }
            var modifiers = count == 0 ? null : new[] { modifier };
            target.GetType().InvokeMember(
                request.Method,
                BindingFlags.InvokeMethod | BindingFlags.Public | BindingFlags.Instance,
                null,
                target,
                values,
                modifiers,
                // No culture is passed: the server is called in English (US), as by most late-bound clients. The
                // invariant culture would be the locale 127, which a server may not know (DISP_E_UNKNOWNLCID).
                null,
                null);
            var outs = new Dictionary<string, object?>();
            for (var index = 0; index < count; index++)
            {
                if (request.Arguments[index].OutName is string name)
                {
                    outs[name] = Unwrapped(values[index]);
                }
            }
            return outs;
        }

        /// <summary>The text of an out value; null, DBNull and empty are the same: nothing.</summary>
        public static string TextOf(object? value) =>
            value == null || value is DBNull ? "" : Convert.ToString(value, CultureInfo.InvariantCulture) ?? "";

        /// <summary>
        /// The initial value of an out argument determines its type: a typed server refuses a by-reference VARIANT
        /// other than the declared one (DISP_E_TYPEMISMATCH). Never null: the runtime throws for it.
        /// </summary>
        private static object SeedOf(Argument argument, object target, string method, int index)
        {
            var type = argument.OutType == OutType.Auto ? TypeInformation.OutType(target, method, index) : argument.OutType;
            switch (type)
            {
                case OutType.Int:
                    return 0;
                case OutType.Variant:
                    return Marshal.IsComObject(target) ? (object)new VariantWrapper("") : "";
                default:
                    return "";
            }
        }

        private static object? Unwrapped(object? value) => value is VariantWrapper wrapper ? wrapper.WrappedObject : value;
    }
}

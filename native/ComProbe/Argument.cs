using System;

namespace Comwatch.Probing
{
    /// <summary>Type in which an out argument is passed.</summary>
    public enum OutType
    {
        /// <summary>According to the server's type information, else a string.</summary>
        Auto,
        Text,
        Variant,
        Int,
    }

    /// <summary>
    /// One argument of a call: {kind: 'text', text}, {kind: 'int', number}, {kind: 'bool', truth}, {kind: 'session'}, or
    /// {kind: 'out', name, type: 'auto'|'string'|'variant'|'int'}.
    /// </summary>
    public sealed class Argument
    {
        private Argument(object? value, bool isSession, string? outName, OutType outType)
        {
            Value = value;
            IsSession = isSession;
            OutName = outName;
            OutType = outType;
        }

        public object? Value { get; }

        /// <summary>The session as the server gave it, whatever its type.</summary>
        public bool IsSession { get; }

        public string? OutName { get; }

        public OutType OutType { get; }

        public static Argument From(object? input)
        {
            var argument = new Input(input);
            switch (argument.Text("kind"))
            {
                case "text":
                    return new Argument(argument.Text("text"), false, null, OutType.Auto);
                case "int":
                    return new Argument(argument.Number("number"), false, null, OutType.Auto);
                case "bool":
                    return new Argument(argument.Truth("truth"), false, null, OutType.Auto);
                case "session":
                    return new Argument(null, true, null, OutType.Auto);
                case "out":
                    return new Argument(null, false, argument.Text("name"), TypeOf(argument.OptionalText("type") ?? "auto"));
                default:
                    throw new ArgumentException("unknown kind of argument: " + argument.Text("kind"));
            }
        }

        private static OutType TypeOf(string name)
        {
            switch (name)
            {
                case "auto":
                    return OutType.Auto;
                case "string":
                    return OutType.Text;
                case "variant":
                    return OutType.Variant;
                case "int":
                    return OutType.Int;
                default:
                    throw new ArgumentException("unknown type of an out argument: " + name);
            }
        }
    }
}

using System;
using System.Collections.Generic;

namespace Comwatch.Probing
{
    /// <summary>Reads what JavaScript passed: dictionaries, arrays, strings, ints and bools.</summary>
    public sealed class Input
    {
        private readonly IDictionary<string, object?> values;

        public Input(object? value)
        {
            values = value as IDictionary<string, object?>
                ?? throw new ArgumentException("an object is expected, not " + (value?.GetType().Name ?? "null"));
        }

        public string Text(string key) =>
            Value(key) as string ?? throw new ArgumentException("a text is expected in " + key);

        public string? OptionalText(string key) => values.TryGetValue(key, out var value) ? value as string : null;

        /// <summary>The value of any type; null where it is absent.</summary>
        public object? Optional(string key) => values.TryGetValue(key, out var value) ? value : null;

        public int Number(string key) =>
            Value(key) is int number ? number : throw new ArgumentException("a whole number is expected in " + key);

        public bool Truth(string key) =>
            Value(key) is bool truth ? truth : throw new ArgumentException("true or false is expected in " + key);

        public object?[] List(string key) =>
            Value(key) as object?[] ?? throw new ArgumentException("a list is expected in " + key);

        private object? Value(string key) =>
            values.TryGetValue(key, out var value) ? value : throw new ArgumentException(key + " is missing");
    }
}

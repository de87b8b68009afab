using System;
using System.Collections.Generic;
using System.Globalization;
using System.Text;

namespace Comwatch.Probing
{
    /// <summary>
    /// Reads what JSON.stringify wrote: dictionaries, arrays, strings, ints, bools and null. Neither .NET Framework 4.6.2 nor
    /// netstandard2.0 has a reader for it that comes without a package.
    /// </summary>
    public sealed class JsonReader
    {
        /// <summary>A request has four levels.</summary>
        private const int DeepestLevel = 16;

        private readonly string text;
        private int position;

        private JsonReader(string text) => this.text = text;

        /// <summary>The value of a text. A FormatException names no part of it: it may hold a password.</summary>
        public static object? Read(string text)
        {
            var reader = new JsonReader(text);
            var value = reader.Value(0);
            reader.SkipSpaces();
            if (reader.position != text.Length) throw Invalid();
            return value;
        }

        private static FormatException Invalid() => new FormatException("not a message");

        private object? Value(int level)
        {
            if (level > DeepestLevel) throw Invalid();
            SkipSpaces();
            switch (Next())
            {
                case '{':
                    return Members(level);
                case '[':
                    return Items(level);
                case '"':
                    return Text();
                case 't':
                    return Word("rue", true);
                case 'f':
                    return Word("alse", false);
                case 'n':
                    return Word("ull", null);
                default:
                    position--;
                    return Number();
            }
        }

        private Dictionary<string, object?> Members(int level)
        {
            var members = new Dictionary<string, object?>();
            if (Take('}')) return members;
            do
            {
                Expect('"');
                var key = Text();
                Expect(':');
                members[key] = Value(level + 1);
            }
            while (Take(','));
            Expect('}');
            return members;
        }

        private object?[] Items(int level)
        {
            var items = new List<object?>();
            if (Take(']')) return items.ToArray();
            do
            {
                items.Add(Value(level + 1));
            }
            while (Take(','));
            Expect(']');
            return items.ToArray();
        }

        /// <summary>After the opening quote.</summary>
        private string Text()
        {
            var built = new StringBuilder();
            while (true)
            {
                var next = Next();
                if (next == '"') return built.ToString();
                built.Append(next == '\\' ? Escaped() : next);
            }
        }

        private char Escaped()
        {
            var next = Next();
            switch (next)
            {
                case '"':
                case '\\':
                case '/':
                    return next;
                case 'b':
                    return '\b';
                case 'f':
                    return '\f';
                case 'n':
                    return '\n';
                case 'r':
                    return '\r';
                case 't':
                    return '\t';
                case 'u':
                    if (position + 4 > text.Length) throw Invalid();
                    position += 4;
                    var digits = text.Substring(position - 4, 4);
                    return ushort.TryParse(digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var code)
                        ? (char)code
                        : throw Invalid();
                default:
                    throw Invalid();
            }
        }

        private object Number()
        {
            var begin = position;
            while (position < text.Length && (char.IsDigit(text[position]) || text[position] == '-')) position++;
            var digits = text.Substring(begin, position - begin);
            return int.TryParse(digits, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
                ? number
                : throw Invalid();
        }

        private object? Word(string rest, object? value)
        {
            if (string.CompareOrdinal(text, position, rest, 0, rest.Length) != 0) throw Invalid();
            position += rest.Length;
            return value;
        }

        private char Next() => position < text.Length ? text[position++] : throw Invalid();

        private bool Take(char wanted)
        {
            SkipSpaces();
            if (position >= text.Length || text[position] != wanted) return false;
            position++;
            return true;
        }

        private void Expect(char wanted)
        {
            if (!Take(wanted)) throw Invalid();
        }

        private void SkipSpaces()
        {
            while (position < text.Length && (text[position] == ' ' || text[position] == '\r' || text[position] == '\t')) position++;
        }
    }
}

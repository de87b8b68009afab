using System.Collections.Generic;
using System.Globalization;
using System.Text;

namespace Comwatch.Probing
{
    /// <summary>Writes answers as one line of JSON in ASCII, which no code page can damage.</summary>
    public static class JsonWriter
    {
        /// <param name="value">dictionaries of strings, bools and ints; anything else is written as its text</param>
        /// <param name="longestText">characters of a text that are written</param>
        public static string Write(object? value, int longestText)
        {
            var line = new StringBuilder();
            Append(line, value, longestText);
            return line.ToString();
        }

        private static void Append(StringBuilder line, object? value, int longestText)
        {
            switch (value)
            {
                case null:
                    line.Append("null");
                    break;
                case bool truth:
                    line.Append(truth ? "true" : "false");
                    break;
                case int number:
                    line.Append(number.ToString(CultureInfo.InvariantCulture));
                    break;
                case IDictionary<string, object> members:
                    var separator = '{';
                    foreach (var member in members)
                    {
                        line.Append(separator);
                        AppendText(line, member.Key, longestText);
                        line.Append(':');
                        Append(line, member.Value, longestText);
                        separator = ',';
                    }
                    line.Append(separator == '{' ? "{}" : "}");
                    break;
                default:
                    AppendText(line, LateBinding.TextOf(value), longestText);
                    break;
            }
        }

        private static void AppendText(StringBuilder line, string text, int longest)
        {
            line.Append('"');
            for (var index = 0; index < text.Length && index < longest; index++)
            {
                var each = text[index];
                if (each == '"' || each == '\\') line.Append('\\').Append(each);
                else if (each >= ' ' && each <= '~') line.Append(each);
                else line.Append("\\u").Append(((int)each).ToString("x4", CultureInfo.InvariantCulture));
            }
            line.Append('"');
        }
    }
}

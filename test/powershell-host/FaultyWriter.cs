using System.Text;
using System.Text.RegularExpressions;

namespace Comwatch.PowerShellHost;

/// <summary>Standard output that can misbehave: every line passes here, answers are told by their shape.</summary>
internal sealed partial class FaultyWriter : TextWriter
{
    private readonly Stream _stream;
    private readonly Faults _faults;
    private readonly StringBuilder _line = new();
    private readonly string _newLine;

    static FaultyWriter() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    public FaultyWriter(Stream stream, string newLine, Faults faults)
    {
        _stream = stream;
        _faults = faults;
        _newLine = newLine;
        CoreNewLine = newLine.ToCharArray();
    }

    public override Encoding Encoding { get; } = new UTF8Encoding(false);

    public override void Write(char value) => Write(value.ToString());

    public override void Write(string? value)
    {
        _line.Append(value);
        if (!_line.ToString().EndsWith(_newLine, StringComparison.Ordinal)) return;
        var line = _line.ToString();
        _line.Clear();
        Send(line);
    }

    public override void WriteLine(string? value) => Write((value ?? "") + _newLine);

    private void Send(string line)
    {
        if (!Answer().IsMatch(line)) { Raw(line); return; }
        if (_faults.Has("stderr")) Console.Error.WriteLine("something went wrong somewhere");
        if (_faults.Has("garbage")) Raw("\u0001 WARNING: garbage \u0416 .\r\n\n 00 1 - - .\n");
        if (int.TryParse(_faults.Value("huge"), out var megabytes)) Raw(new string('x', megabytes << 20) + _newLine);
        if (_faults.Has("cp866")) Bytes(Encoding.GetEncoding(866).GetBytes("\u0416\u0443\u0440\u043d\u0430\u043b" + _newLine));
        if (_faults.Has("bom")) Bytes([0xEF, 0xBB, 0xBF]);
        if (_faults.Has("coalesce")) { Raw("noise before" + _newLine + line + "noise after" + _newLine); return; }
        if (!_faults.Has("split")) { Raw(line); return; }
        foreach (var part in line.Chunk(Math.Max(1, line.Length / 3)))
        {
            Raw(new string(part));
            Thread.Sleep(5);
        }
    }

    private void Raw(string text) => Bytes(Encoding.GetBytes(text));

    private void Bytes(byte[] bytes)
    {
        _stream.Write(bytes);
        _stream.Flush();
    }

    [GeneratedRegex("^[0-9a-f]{16} \\d+ \\S+ \\S+ \\.")]
    private static partial Regex Answer();
}

using System.Text;

namespace Comwatch.PowerShellHost;

/// <summary>
/// Standard error as a console program of Windows writes it: in the code page of the console, which is that of DOS on a
/// Russian Windows (fault <c>oem</c>), until somebody sets [Console]::OutputEncoding.
/// </summary>
internal sealed class ErrorWriter(Stream stream, string newLine) : TextWriter
{
    public override Encoding Encoding => Console.OutputEncoding;

    public override void Write(char value) => Write(value.ToString());

    public override void Write(string? value) => stream.Write(Encoding.GetBytes(value ?? ""));

    public override void WriteLine(string? value) => Write(value + newLine);
}

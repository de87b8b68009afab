using System.Diagnostics;
using Comwatch.Probing;
using Xunit;

namespace Comwatch.Tests.ComProbe;

/// <summary>What it reads is tried on Windows and under Wine; here, that it answers whatever comes and never throws.</summary>
public sealed class CommandLineReaderTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(4)]
    [InlineData(int.MaxValue)]
    [InlineData(int.MinValue)]
    public void Answers_for_every_process_id(int processId)
    {
        var answer = CommandLineReader.Read(processId);
        Assert.Equal(new[] { "commandLine", "error", "message", "startedAt" }, answer.Keys.OrderBy(key => key));
        Assert.NotEqual(0, answer["error"]);
        Assert.NotEqual("", answer["message"]);
        Assert.Null(answer["commandLine"]);
    }

    [SkippableOffWindows]
    public void Reads_the_command_line_of_this_process()
    {
        using var self = Process.GetCurrentProcess();
        var answer = CommandLineReader.Read(self.Id);
        Assert.Equal(0, answer["error"]);
        Assert.Equal(Environment.CommandLine, answer["commandLine"]);
        Assert.Equal(self.StartTime.ToFileTimeUtc().ToString(), answer["startedAt"]);
    }

    private sealed class SkippableOffWindowsAttribute : FactAttribute
    {
        public SkippableOffWindowsAttribute() => Skip = Machine.IsWindows ? null : "reads Windows processes";
    }
}

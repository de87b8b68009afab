using System.Collections.Concurrent;
using System.Text;
using Comwatch.Probing;
using Xunit;

namespace Comwatch.Tests.ComProbe;

[Collection("one transaction in a process")]
public sealed class LineServerTests
{
    private const string Nonce = "0011223344556677";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Fact]
    public void Says_that_it_listens_before_it_reads()
    {
        using var conversation = new Conversation(new Entry());
        Assert.Equal($$"""{"kind":"listening","pid":{{System.Diagnostics.Process.GetCurrentProcess().Id}}}""", conversation.Heard());
    }

    [Fact]
    public void Answers_each_request_under_its_number()
    {
        using var conversation = new Conversation(new Entry());
        conversation.Heard();
        conversation.Say("""{"id":3,"method":"Describe","input":null}""");
        Assert.StartsWith("{\"kind\":\"answer\",\"id\":3,\"answer\":{\"framework\":\".NET", conversation.Heard());
    }

    [Fact]
    public void Reads_requests_while_a_call_hangs()
    {
        var server = new HangingServer();
        using var conversation = new Conversation(new HangingEntry(server));
        conversation.Heard();
        conversation.Say("""{"id":1,"method":"Activate","input":{"progid":"x","apartment":"mta"}}""");
        Assert.Contains("\"id\":1,\"answer\":{\"ok\":true", conversation.Heard());
        conversation.Say("""{"id":2,"method":"Call","input":{"method":"Hang","arguments":[]}}""");
        conversation.Say("""{"id":3,"method":"Cancel","input":null}""");
        Assert.Contains("\"id\":3,\"answer\":{\"ok\":true", conversation.Heard());
        server.Release.Set();
        Assert.Contains("\"id\":2,\"answer\":{\"ok\":true", conversation.Heard());
    }

    [Fact]
    public void Answers_an_unknown_method_with_a_failure()
    {
        using var conversation = new Conversation(new Entry());
        conversation.Heard();
        conversation.Say("""{"id":1,"method":"GetHashCode"}""");
        Assert.Contains("\"ok\":false", conversation.Heard());
    }

    [Theory]
    [InlineData("no JSON")]
    [InlineData("[]")]
    [InlineData("{\"method\":\"Describe\"}")]
    [InlineData("{\"id\":\"1\",\"method\":\"Describe\"}")]
    [InlineData("{\"id\":1}")]
    public async Task Reads_nothing_after_a_line_that_is_no_request(string line)
    {
        using var conversation = new Conversation(new Entry());
        conversation.Heard();
        conversation.Say(line);
        Assert.False(await conversation.Ended.WaitAsync(Patience));
    }

    [Fact]
    public async Task Ends_with_its_input()
    {
        using var conversation = new Conversation(new Entry());
        conversation.Heard();
        conversation.End();
        Assert.True(await conversation.Ended.WaitAsync(Patience));
    }

    [Fact]
    public void Takes_the_class_of_another_assembly()
    {
        using var conversation = new Conversation(new Entry());
        conversation.Heard();
        var file = typeof(OtherEntry).Assembly.Location.Replace("\\", "\\\\");
        conversation.Say($$$"""{"id":1,"method":"Load","input":{"assemblyFile":"{{{file}}}","typeName":"{{{typeof(OtherEntry).FullName}}}"}}""");
        Assert.Contains("\"ok\":true", conversation.Heard());
        conversation.Say("""{"id":2,"method":"Activate","input":{"progid":"here","apartment":"mta"}}""");
        Assert.Contains("\"id\":2,\"answer\":{\"ok\":true", conversation.Heard());
    }

    [Fact]
    public void Says_why_another_assembly_does_not_load()
    {
        using var conversation = new Conversation(new Entry());
        conversation.Heard();
        conversation.Say("""{"id":1,"method":"Load","input":{"assemblyFile":"/nowhere/Other.dll","typeName":"Other"}}""");
        var answer = conversation.Heard();
        Assert.Contains("System.IO.FileNotFoundException", answer);
        if (!Machine.IsMono) Assert.Contains("Other.dll", answer);
    }

    public sealed class OtherEntry : Entry
    {
        protected override object CreateObject(string progid) => new HangingServer();
    }

    public sealed class HangingServer
    {
        public ManualResetEventSlim Release { get; } = new();

        public void Hang() => Release.Wait(Patience);
    }

    private sealed class HangingEntry(HangingServer server) : Entry
    {
        protected override object CreateObject(string progid) => server;
    }

    /// <summary>The agent's side: lines in, lines out.</summary>
    private sealed class Conversation : IDisposable
    {
        private readonly BlockingCollection<string> requests = new();
        private readonly BlockingCollection<string> answers = new();

        public Conversation(Entry entry)
        {
            var server = new LineServer(new Requests(requests), new Answers(answers), Nonce, entry);
            Ended = Task.Factory.StartNew(server.Serve, TaskCreationOptions.LongRunning);
        }

        public Task<bool> Ended { get; }

        public void Say(string line) => requests.Add(line);

        public void End() => requests.CompleteAdding();

        /// <summary>The next message, which begins a line and ends one.</summary>
        public string Heard()
        {
            Assert.True(answers.TryTake(out var line, Patience));
            Assert.StartsWith("\n" + Nonce + " ", line);
            return line!.Substring(Nonce.Length + 2);
        }

        public void Dispose() => requests.CompleteAdding();
    }

    private sealed class Requests(BlockingCollection<string> lines) : TextReader
    {
        public override string? ReadLine() => lines.TryTake(out var line, Timeout.Infinite) ? line : null;
    }

    private sealed class Answers(BlockingCollection<string> lines) : TextWriter
    {
        public override Encoding Encoding => Encoding.UTF8;

        public override void WriteLine(string? value) => lines.Add(value ?? "");
    }
}

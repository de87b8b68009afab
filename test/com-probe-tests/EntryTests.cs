using Comwatch.Probing;
using Xunit;

namespace Comwatch.Tests.ComProbe;

/// <summary>
/// What edge-js calls, with a managed target instead of a COM object. Nothing may be thrown across: an exception there
/// hangs or ends the process.
/// </summary>
[Collection("one transaction in a process")]
public sealed class EntryTests : IDisposable
{
    private readonly Server server = new() { Variant = 4712 };
    private readonly Entry entry;

    public EntryTests() => entry = new ServerEntry(server);

    /// <summary>The transaction is one for the whole process: the next test begins without.</summary>
    public void Dispose() => entry.Close(Messages.Of()).Wait(10_000);

    private static async Task<Dictionary<string, object>> Answer(Task<object> task) =>
        Assert.IsType<Dictionary<string, object>>(await task.WaitAsync(TimeSpan.FromSeconds(10)));

    private Task<Dictionary<string, object>> Activate(string progid = "server") =>
        Answer(entry.Activate(Messages.Of(("progid", progid), ("apartment", "mta"))));

    [Fact]
    public async Task Carries_a_transaction_from_activation_to_release()
    {
        Assert.Equal(true, (await Activate())["ok"]);
        var authorized = await Answer(entry.Call(Messages.Call("GetVariant", Messages.Out("session"))));
        Assert.Equal(true, authorized["hasSession"]);
        // The session itself stays on this side.
        Assert.False(authorized.ContainsKey("session"));
        await Answer(entry.Call(Messages.Call("TakeNumber", Messages.Session())));
        await Answer(entry.CallAside(Messages.Call("TakeSession", Messages.Session())));
        Assert.Equal(["", 4712, 4712], server.Seen);
        Assert.Equal(true, (await Answer(entry.Close(Messages.Of())))["ok"]);
        Assert.Equal(true, (await Answer(entry.Close(Messages.Of())))["ok"]);
    }

    [Fact]
    public async Task Answers_null_and_DBNull_as_empty_texts()
    {
        foreach (var nothing in new object?[] { null, DBNull.Value, "" })
        {
            var silent = new ServerEntry(new Server { Variant = nothing, Error = null });
            await Answer(silent.Activate(Messages.Of(("progid", "server"), ("apartment", "mta"))));
            var answer = await Answer(silent.Call(Messages.Call("GetVariant", Messages.Out("info"))));
            Assert.Equal("", answer["info"]);
            Assert.Equal(false, answer["hasSession"]);
            Assert.Equal("", (await Answer(silent.Call(Messages.Call("GetText", Messages.Out("error")))))["error"]);
        }
    }

    public static TheoryData<object?> BadMessages() => new()
    {
        null,
        "text",
        Messages.Of(),
        Messages.Of(("progid", 4), ("apartment", "mta")),
        Messages.Of(("method", "LogOut"), ("arguments", "none")),
        Messages.Of(("method", "LogOut"), ("arguments", new object?[] { null })),
        Messages.Call("LogOut", Messages.Of(("kind", "date"))),
    };

    [Theory]
    [MemberData(nameof(BadMessages))]
    public async Task Answers_a_bad_message_with_a_failure(object? message)
    {
        await Activate();
        foreach (var method in new Func<object, Task<object>>[] { entry.Activate, entry.Call, entry.CallAside })
        {
            var answer = await Answer(method(message!));
            Assert.Equal(false, answer["ok"]);
            Assert.Equal("System.ArgumentException", answer["type"]);
        }
        Assert.Empty(server.Seen);
    }

    [Fact]
    public async Task Answers_a_call_without_a_transaction_with_a_failure()
    {
        foreach (var task in new[] { entry.Call(Messages.Call("LogOut")), entry.CallAside(Messages.Call("LogOut")), entry.Cancel(Messages.Of()) })
        {
            var answer = await Answer(task);
            Assert.Equal(false, answer["ok"]);
            Assert.Equal("no transaction is open", answer["message"]);
        }
    }

    [Theory]
    [InlineData("com", "System.Runtime.InteropServices.COMException", unchecked((int)0x800706BE))]
    [InlineData("cancelled", "System.OperationCanceledException", unchecked((int)0x8013153B))]
    [InlineData("wrapped", "System.InvalidOperationException", unchecked((int)0x80131509))]
    [InlineData("просто", "System.InvalidOperationException", unchecked((int)0x80131509))]
    public async Task Answers_what_the_server_throws_with_its_cause(string kind, string type, int hresult)
    {
        await Activate();
        var answer = await Answer(entry.Call(Messages.Call("Throw", Messages.Text(kind))));
        Assert.Equal(false, answer["ok"]);
        Assert.Equal(type, answer["type"]);
        Assert.Equal(hresult, answer["hresult"]);
    }

    [Fact]
    public async Task Answers_a_failed_activation_and_the_call_after_it()
    {
        Assert.Equal("System.InvalidOperationException", (await Activate("broken"))["type"]);
        var answer = await Answer(entry.Call(Messages.Call("LogOut")));
        Assert.Equal("nothing was activated", answer["message"]);
    }

    [Fact]
    public async Task Cancels_nothing_where_there_is_no_COM()
    {
        if (Machine.IsWindows) return;
        await Activate();
        Assert.Equal(unchecked((int)0x80004001), (await Answer(entry.Cancel(Messages.Of())))["hresult"]);
    }

    [Fact]
    public async Task Fails_to_activate_a_COM_class_where_there_is_no_COM_without_throwing()
    {
        if (Machine.IsWindows) return;
        var answer = await Answer(new Entry().Activate(Messages.Of(("progid", "meAppServer.AppServer"), ("apartment", "mta"))));
        Assert.Equal(false, answer["ok"]);
        Assert.Equal(Machine.IsMono ? "System.NotImplementedException" : "System.PlatformNotSupportedException", answer["type"]);
    }

    [Fact]
    public async Task Describes_the_runtime()
    {
        var answer = await Answer(entry.Describe(null!));
        Assert.StartsWith(".NET ", Assert.IsType<string>(answer["framework"]));
        Assert.Equal(64, answer["bits"]);
    }

    [Fact]
    public async Task Asks_nothing_of_a_COM_object_after_its_release()
    {
        var target = new ReleasedServer();
        var com = new ComEntry(target);
        await Answer(com.Activate(Messages.Of(("progid", "server"), ("apartment", "mta"))));
        var answer = await Answer(com.Close(Messages.Of()));
        Assert.Equal(true, answer["ok"]);
        Assert.True(target.IsReleased);
    }

    [Fact]
    public async Task Disposes_of_an_object_that_is_none_of_COM()
    {
        var target = new ReleasedServer();
        var managed = new ManagedEntry(target);
        await Answer(managed.Activate(Messages.Of(("progid", "server"), ("apartment", "mta"))));
        Assert.Equal(true, (await Answer(managed.Close(Messages.Of())))["ok"]);
        Assert.True(target.IsDisposed);
    }

    /// <summary>Stands in for an object of COM: once released, a cast to IDisposable and the call of it throw.</summary>
    private sealed class ReleasedServer : IDisposable
    {
        public bool IsReleased { get; set; }

        public bool IsDisposed { get; private set; }

        public void Dispose()
        {
            if (IsReleased) throw new System.Runtime.InteropServices.InvalidComObjectException("separated from its RCW");
            IsDisposed = true;
        }
    }

    private class ManagedEntry(ReleasedServer server) : Entry
    {
        protected override object CreateObject(string progid) => server;
    }

    private sealed class ComEntry(ReleasedServer server) : ManagedEntry(server)
    {
        protected override bool IsComObject(object target) => true;

        protected override void ReleaseComObject(object target) => ((ReleasedServer)target).IsReleased = true;
    }

    private sealed class ServerEntry(Server server) : Entry
    {
        protected override object CreateObject(string progid) =>
            progid == "server" ? server : throw new InvalidOperationException("no " + progid);
    }
}

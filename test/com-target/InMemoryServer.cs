using System.Runtime.InteropServices;

namespace Comwatch.Tests.ComTarget;

/// <summary>
/// A server inside the probe's own process: every behaviour that a real one may show. One word per stage, for example
/// <c>authorize=hang</c>; what is not named is well.
/// </summary>
public sealed class InMemoryServer
{
    private static int openSessions;
    private readonly Dictionary<string, string> behaviour;

    private InMemoryServer(Dictionary<string, string> behaviour) => this.behaviour = behaviour;

    public static InMemoryServer Activate(string text)
    {
        var words = text.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(word => word.Split('=', 2));
        var server = new InMemoryServer(words.ToDictionary(word => word[0], word => word[^1]));
        server.Behave("activate");
        return server;
    }

    /// <summary>The signature of the real server: the error text is the seventh argument, the session the eighth.</summary>
    public void Authorize(
        string login, string password, string kind, string sysname, string empty, int flags, ref string error, ref string session)
    {
        error = Behave("authorize") ?? "";
        session = $"session-{Interlocked.Increment(ref openSessions)} of {login} {password.Length} {kind} {sysname} {empty}{flags}";
    }

    public void AuthorizeNull(
        string login, string password, string kind, string sysname, string empty, int flags, ref string? error, ref object? session)
    {
        error = null;
        session = 4712;
    }

    public void GetCurrentSessionInfo(string session, ref string info) => info = Behave("session-info") ?? $"info of {session}";

    public void GetInfoOfNumber(int session, ref object info) => info = Behave("session-info") ?? $"info of number {session}";

    public void GetNoInfo(string session, ref object info) => info = DBNull.Value;

    public void LogOut(string session)
    {
        Behave("log-out");
        Interlocked.Decrement(ref openSessions);
    }

    public string CountSessions(ref int count)
    {
        count = openSessions;
        return "";
    }

    /// <summary>Does what was asked of this stage; returns the text that the stage shall answer, if any.</summary>
    private string? Behave(string stage)
    {
        if (!behaviour.TryGetValue(stage, out var word)) return null;
        var (verb, rest) = (word.Split(' ', 2)[0], word.Contains(' ') ? word.Split(' ', 2)[1] : "");
        switch (verb)
        {
            case "slow":
                Thread.Sleep(int.Parse(rest));
                return null;
            case "hang":
                Thread.Sleep(Timeout.Infinite);
                return null;
            case "text":
                return rest;
            case "hresult":
                throw new COMException($"failed with {rest}", unchecked((int)Convert.ToUInt32(rest, 16)));
            case "exception":
                throw new InvalidOperationException(rest);
            case "cancelled":
                throw new OperationCanceledException(rest);
            case "exit":
                Environment.Exit(int.Parse(rest));
                return null;
            case "fail-fast":
                Environment.FailFast("asked to");
                return null;
            case "stack-overflow":
                return Recurse(0).ToString();
            default:
                throw new ArgumentException($"unknown behaviour: {verb}");
        }
    }

    private static int Recurse(int depth) => depth < 0 ? depth : Recurse(depth + 1) + 1;
}

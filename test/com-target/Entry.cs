namespace Comwatch.Tests.ComTarget;

/// <summary>The product's entry with targets of the tests instead of COM objects.</summary>
public sealed class Entry : Probing.Entry
{
    /// <summary>
    /// The "ProgID" says what is made: <c>memory:BEHAVIOUR</c> an object inside the probe's process,
    /// <c>socket:FOLDER</c> a client of a server process that runs beside it. Every other ProgID is the server of the
    /// folder of that name in COMWATCH_COM_SERVERS, if there is one.
    /// </summary>
    protected override object CreateObject(string progid)
    {
        var (kind, rest) = (progid.Split(':', 2)[0], progid.Split(':', 2)[^1]);
        return kind switch
        {
            "memory" => InMemoryServer.Activate(rest),
            "socket" => SocketServer.Activate(rest),
            _ when ServerFolder(progid) is { } folder => SocketServer.Activate(folder),
            _ => base.CreateObject(progid),
        };
    }

    private static string? ServerFolder(string progid) =>
        Environment.GetEnvironmentVariable("COMWATCH_COM_SERVERS") is { Length: > 0 } root
        && Path.Combine(root, progid) is var folder
        && Directory.Exists(folder)
            ? folder
            : null;
}

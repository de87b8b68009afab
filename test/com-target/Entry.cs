namespace Comwatch.Tests.ComTarget;

/// <summary>The product's entry with targets of the tests instead of COM objects.</summary>
public sealed class Entry : Probing.Entry
{
    /// <summary>
    /// The "ProgID" says what is made: <c>memory:BEHAVIOUR</c> an object inside the probe's process,
    /// <c>socket:FOLDER</c> a client of a server process that runs beside it. Where COMWATCH_COM_SERVER names such a
    /// folder, every other ProgID is that server.
    /// </summary>
    protected override object CreateObject(string progid)
    {
        var (kind, rest) = (progid.Split(':', 2)[0], progid.Split(':', 2)[^1]);
        return kind switch
        {
            "memory" => InMemoryServer.Activate(rest),
            "socket" => SocketServer.Activate(rest),
            _ when Environment.GetEnvironmentVariable("COMWATCH_COM_SERVER") is { Length: > 0 } folder => SocketServer.Activate(folder),
            _ => base.CreateObject(progid),
        };
    }
}

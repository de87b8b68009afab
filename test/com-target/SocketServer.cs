using System.Diagnostics;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using System.Text;

namespace Comwatch.Tests.ComTarget;

/// <summary>
/// A client of a server process that lives on its own, as a COM+ application does: activation starts the process when
/// none runs, a killed server frees its clients with RPC_S_CALL_FAILED, the next activation starts a fresh one.
/// The folder holds <c>socket</c>, and <c>start</c>, the command line of the server.
/// </summary>
public sealed class SocketServer : IDisposable
{
    /// <summary>RPC_S_CALL_FAILED: the server died during the call.</summary>
    private const int CallFailed = unchecked((int)0x800706BE);

    /// <summary>CO_E_SERVER_EXEC_FAILURE: the server did not register in time.</summary>
    private const int ServerExecFailure = unchecked((int)0x80080005);

    private readonly StreamReader reader;
    private readonly StreamWriter writer;
    private readonly Socket socket;

    private SocketServer(Socket connected)
    {
        socket = connected;
        var stream = new NetworkStream(connected, ownsSocket: true);
        reader = new StreamReader(stream, new UTF8Encoding(false));
        writer = new StreamWriter(stream, new UTF8Encoding(false)) { AutoFlush = true, NewLine = "\n" };
    }

    public static SocketServer Activate(string folder)
    {
        var address = new UnixDomainSocketEndPoint(Path.Combine(folder, "socket"));
        var started = false;
        for (var attempt = 0; attempt < 200; attempt++)
        {
            var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
            try
            {
                socket.Connect(address);
                return new SocketServer(socket);
            }
            catch (SocketException)
            {
                socket.Dispose();
                if (!started) Start(folder);
                started = true;
                Thread.Sleep(25);
            }
        }
        throw new COMException("the server did not start", ServerExecFailure);
    }

    public void Authorize(
        string login, string password, string kind, string sysname, string empty, int flags, ref string error, ref string session)
    {
        var answer = Ask("authorize").Split('\t');
        error = answer[0];
        session = answer.Length > 1 ? answer[1] : "";
    }

    public void GetCurrentSessionInfo(string session, ref string info) => info = Ask($"session-info {session}");

    public void LogOut(string session) => Ask($"log-out {session}");

    public void Dispose() => socket.Dispose();

    private string Ask(string line)
    {
        try
        {
            writer.WriteLine(line);
            return reader.ReadLine() ?? throw new IOException("the server closed the connection");
        }
        catch (IOException)
        {
            throw new COMException("The remote procedure call failed.", CallFailed);
        }
    }

    /// <summary>
    /// Through a shell that ends at once, so that the server belongs to no process of the agent, below one that waits for it:
    /// the first process of a machine may take two seconds to reap, and until then the server would be seen as running.
    /// </summary>
    private static void Start(string folder)
    {
        var command = File.ReadAllText(Path.Combine(folder, "start")).Trim();
        using var shell = Process.Start(new ProcessStartInfo("/bin/sh", ["-c", $"({command}; :) >/dev/null 2>&1 </dev/null &"]));
        shell?.WaitForExit(5000);
    }
}

using System.Runtime.InteropServices;
using System.Text;

namespace Comwatch.PowerShellHost.Processes;

/// <summary>One process of /proc. Its handle is a pidfd, which pins the process as a handle does on Windows.</summary>
internal sealed partial class LinuxProcess(int id) : StandInProcess
{
    private const int SysPidfdSendSignal = 424;
    private const int SysPidfdOpen = 434;
    private const int NoSuchProcess = 3;
    private static readonly byte[] Buffer = new byte[4096];

    private int _handle = -1;
    private string _name = "";
    private long _user, _kernel, _start, _pages;

    public override int Id => id;
    public override string ProcessName => ProcessTable.BaseName(_name);
    public override DateTime StartTime => LinuxProcessTable.StartOf(_start);
    public override TimeSpan? TotalProcessorTime => LinuxProcessTable.TimeOf(_user + _kernel);
    public override TimeSpan? UserProcessorTime => LinuxProcessTable.TimeOf(_user);
    public override TimeSpan? PrivilegedProcessorTime => LinuxProcessTable.TimeOf(_kernel);
    public override long WorkingSet64 => _pages * Environment.SystemPageSize;

    public override string? CommandLine
    {
        get
        {
            var length = LinuxProcessTable.Read($"/proc/{id}/cmdline", Buffer);
            return length == 0 ? null : Encoding.UTF8.GetString(Buffer, 0, length).TrimEnd('\0').Replace('\0', ' ');
        }
    }

    public override IntPtr Handle
    {
        get
        {
            if (_handle >= 0) return _handle;
            if (StandIns.Faults.Has("open-denied")) throw new System.ComponentModel.Win32Exception(5, "\u041e\u0442\u043a\u0430\u0437\u0430\u043d\u043e \u0432 \u0434\u043e\u0441\u0442\u0443\u043f\u0435");
            _handle = (int)Syscall(SysPidfdOpen, id, 0, 0, 0);
            if (_handle < 0) throw new InvalidOperationException("The process has exited.");
            // What was read before belongs to the pinned process only if it still reads the same.
            if (!TryRead()) throw new InvalidOperationException("The process has exited.");
            return _handle;
        }
    }

    public override bool HasExited => State() is 'Z' or 'X' or '\0';

    public override void Refresh() => TryRead();

    /// <summary>False when there is no such process, or only what its parent has not yet collected.</summary>
    public bool TryRead()
    {
        var length = LinuxProcessTable.Read($"/proc/{id}/stat", Buffer);
        var text = Encoding.UTF8.GetString(Buffer, 0, length);
        var open = text.IndexOf('(');
        var close = text.LastIndexOf(')');
        if (close < 0) return false;
        _name = text[(open + 1)..close];
        var fields = text[(close + 2)..].Split(' ');
        if (fields[0] is "Z" or "X") return false;
        _user = long.Parse(fields[11]);
        _kernel = long.Parse(fields[12]);
        _start = long.Parse(fields[19]);
        _pages = long.Parse(fields[21]);
        return true;
    }

    public override void Kill()
    {
        var fd = (int)Handle;
        if (Syscall(SysPidfdSendSignal, fd, 9, 0, 0) == 0) return;
        var error = Marshal.GetLastPInvokeError();
        if (error != NoSuchProcess) throw new System.ComponentModel.Win32Exception(error == 1 ? 5 : error);
    }

    public override bool WaitForExit(int milliseconds)
    {
        var end = Environment.TickCount64 + milliseconds;
        while (!Ended())
        {
            if (Environment.TickCount64 >= end) return false;
            Thread.Sleep(1);
        }
        return true;
    }

    public override void Dispose()
    {
        if (_handle >= 0) Close(_handle);
        _handle = -1;
        base.Dispose();
    }

    // Signal 0 through the pidfd asks for this very process; a zombie has ended, too.
    private bool Ended() =>
        (_handle >= 0 && Syscall(SysPidfdSendSignal, _handle, 0, 0, 0) != 0) || HasExited;

    private char State()
    {
        var length = LinuxProcessTable.Read($"/proc/{id}/stat", Buffer);
        var text = Encoding.UTF8.GetString(Buffer, 0, length);
        var close = text.LastIndexOf(')');
        return close < 0 ? '\0' : text[close + 2];
    }

    [LibraryImport("libc", EntryPoint = "syscall", SetLastError = true)]
    private static partial long Syscall(long number, long a, long b, long c, long d);

    [LibraryImport("libc", EntryPoint = "close")]
    private static partial int Close(int fd);
}

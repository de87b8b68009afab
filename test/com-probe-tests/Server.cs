namespace Comwatch.Tests.ComProbe;

/// <summary>
/// Stands in for a COM server: a managed object, so every call of it goes through the managed binder of
/// <c>InvokeMember</c> and never through IDispatch. It writes down what it was given.
/// </summary>
public sealed class Server
{
    public List<object?> Seen { get; } = [];

    public object? Variant { get; init; } = "вариант";

    public string? Error { get; init; } = "";

    public void Authorize(
        string login, string password, string kind, string sysname, string empty, int flags, ref string? error, ref object? session)
    {
        Seen.AddRange([login, password, kind, sysname, empty, flags, error, session]);
        error = Error;
        session = Variant;
    }

    public void GetText(ref string? text)
    {
        Seen.Add(text);
        text = Error;
    }

    public void GetNumber(ref int number)
    {
        Seen.Add(number);
        number = 42;
    }

    public void GetVariant(ref object? value)
    {
        Seen.Add(value);
        value = Variant;
    }

    public void GetOut(out string text) => text = "из out";

    public void Switch(bool on, int number) => Seen.AddRange([on, number]);

    public void TakeSession(object? session) => Seen.Add(session);

    public void TakeNumber(int session) => Seen.Add(session);

    public void LogOut() => Seen.Add("LogOut");

    public string Throw(string kind) => throw (kind switch
    {
        "com" => new System.Runtime.InteropServices.COMException("сервер умер", unchecked((int)0x800706BE)),
        "cancelled" => new OperationCanceledException("отменено"),
        "wrapped" => new AggregateException(new InvalidOperationException("внутри")),
        _ => new InvalidOperationException(kind),
    });
}

using Comwatch.Probing;

namespace Comwatch.Tests.ComProbe;

/// <summary>Messages as edge-js hands them over: dictionaries, arrays, strings, ints and bools.</summary>
internal static class Messages
{
    public static IDictionary<string, object?> Of(params (string Key, object? Value)[] pairs) =>
        pairs.ToDictionary(pair => pair.Key, pair => pair.Value);

    public static object Text(string text) => Of(("kind", "text"), ("text", text));

    public static object Int(int number) => Of(("kind", "int"), ("number", number));

    public static object Bool(bool truth) => Of(("kind", "bool"), ("truth", truth));

    public static object Session() => Of(("kind", "session"));

    public static object Out(string name, string? type = null) =>
        type == null ? Of(("kind", "out"), ("name", name)) : Of(("kind", "out"), ("name", name), ("type", type));

    public static object Call(string method, params object?[] arguments) => Of(("method", method), ("arguments", arguments));

    public static CallRequest Request(string method, params object?[] arguments) => CallRequest.From(Call(method, arguments));
}

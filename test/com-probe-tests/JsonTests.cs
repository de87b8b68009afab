using Comwatch.Probing;
using Xunit;

namespace Comwatch.Tests.ComProbe;

public sealed class JsonTests
{
    [Fact]
    public void Reads_what_JavaScript_writes()
    {
        var read = new Input(JsonReader.Read(
            """{"id":7,"method":"Call","input":{"a":"\u043f\u0430\"\\\/\b\f\n\r\t","b":[1,-2,true,false,null,{},[]],"c":""}}"""));
        Assert.Equal(7, read.Number("id"));
        var input = new Input(read.Optional("input"));
        Assert.Equal("па\"\\/\b\f\n\r\t", input.Text("a"));
        Assert.Equal([1, -2, true, false, null], input.List("b").Take(5));
        Assert.Equal("", input.Text("c"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("{\"a\"}")]
    [InlineData("{\"a\":1,}")]
    [InlineData("{\"a\":1}{")]
    [InlineData("[1 2]")]
    [InlineData("\"open")]
    [InlineData("\"\\u12\"")]
    [InlineData("\"\\u+123\"")]
    [InlineData("\"\\x\"")]
    [InlineData("1.5")]
    [InlineData("99999999999")]
    [InlineData("-")]
    [InlineData("tru")]
    [InlineData("nul")]
    [InlineData("NaN")]
    public void Refuses_everything_else_and_quotes_none_of_it(string text)
    {
        Assert.Equal("not a message", Assert.Throws<FormatException>(() => JsonReader.Read(text)).Message);
    }

    [Fact]
    public void Refuses_what_is_deeper_than_any_message()
    {
        Assert.Throws<FormatException>(() => JsonReader.Read(new string('[', 100_000)));
    }

    [Fact]
    public void Writes_one_line_of_ASCII()
    {
        var answer = new Dictionary<string, object>
        {
            ["ok"] = true,
            ["ms"] = -5,
            ["info"] = "Ж\n\"\\\u2028\ud800",
            ["answer"] = new Dictionary<string, object> { ["hasSession"] = false },
            ["empty"] = new Dictionary<string, object>(),
        };
        Assert.Equal(
            """{"ok":true,"ms":-5,"info":"\u0416\u000a\"\\\u2028\ud800","answer":{"hasSession":false},"empty":{}}""",
            JsonWriter.Write(answer, 100));
    }

    [Fact]
    public void Cuts_a_text_of_the_server()
    {
        Assert.Equal("{\"info\":\"aaaaa\"}", JsonWriter.Write(new Dictionary<string, object> { ["info"] = new string('a', 1_000_000) }, 5));
    }

    [Fact]
    public void Writes_what_it_reads()
    {
        const string Line = """{"a":"x","b":{"c":1,"d":true},"e":null}""";
        Assert.Equal(Line, JsonWriter.Write(JsonReader.Read(Line), 100));
    }
}

using Comwatch.Probing;
using Xunit;

namespace Comwatch.Tests.ComProbe;

public sealed class ArgumentTests
{
    [Fact]
    public void A_text_keeps_every_character()
    {
        const string Secret = "п#а;р=о:л\\ь\"'\0 ";
        var argument = Argument.From(Messages.Text(Secret));
        Assert.Equal(Secret, argument.Value);
        Assert.Null(argument.OutName);
        Assert.False(argument.IsSession);
    }

    [Fact]
    public void A_number_and_a_truth_keep_their_type()
    {
        Assert.IsType<int>(Argument.From(Messages.Int(0)).Value);
        Assert.Equal(-3, Argument.From(Messages.Int(-3)).Value);
        Assert.Equal(false, Argument.From(Messages.Bool(false)).Value);
    }

    [Fact]
    public void The_session_is_a_placeholder_without_a_value_of_its_own()
    {
        var argument = Argument.From(Messages.Session());
        Assert.True(argument.IsSession);
        Assert.Null(argument.Value);
        Assert.Null(argument.OutName);
    }

    [Theory]
    [InlineData(null, OutType.Auto)]
    [InlineData("auto", OutType.Auto)]
    [InlineData("string", OutType.Text)]
    [InlineData("variant", OutType.Variant)]
    [InlineData("int", OutType.Int)]
    public void An_out_argument_has_a_name_and_a_type(string? written, OutType type)
    {
        var argument = Argument.From(Messages.Out("error", written));
        Assert.Equal("error", argument.OutName);
        Assert.Equal(type, argument.OutType);
        Assert.False(argument.IsSession);
    }

    [Fact]
    public void An_unknown_type_or_kind_is_named()
    {
        Assert.Equal(
            "unknown type of an out argument: float",
            Assert.Throws<ArgumentException>(() => Argument.From(Messages.Out("error", "float"))).Message);
        Assert.Equal(
            "unknown kind of argument: date",
            Assert.Throws<ArgumentException>(() => Argument.From(Messages.Of(("kind", "date")))).Message);
    }

    [Fact]
    public void A_part_that_is_missing_is_named()
    {
        Assert.Equal("kind is missing", Assert.Throws<ArgumentException>(() => Argument.From(Messages.Of())).Message);
        Assert.Equal("text is missing", Assert.Throws<ArgumentException>(() => Argument.From(Messages.Of(("kind", "text")))).Message);
        Assert.Equal("name is missing", Assert.Throws<ArgumentException>(() => Argument.From(Messages.Of(("kind", "out")))).Message);
    }

    [Fact]
    public void A_call_has_a_method_and_its_arguments_in_order()
    {
        var request = Messages.Request("Authorize", Messages.Text("login"), Messages.Int(0), Messages.Out("error"));
        Assert.Equal("Authorize", request.Method);
        Assert.Equal(["login", 0, null], request.Arguments.Select(argument => argument.Value));
        Assert.Equal([null, null, "error"], request.Arguments.Select(argument => argument.OutName));
    }

    [Fact]
    public void A_call_with_a_bad_argument_is_refused_as_a_whole()
    {
        Assert.Throws<ArgumentException>(() => Messages.Request("LogOut", Messages.Session(), null));
        Assert.Throws<ArgumentException>(() => CallRequest.From(Messages.Of(("method", "LogOut"))));
        Assert.Throws<ArgumentException>(() => CallRequest.From(Messages.Of(("arguments", Array.Empty<object?>()))));
    }
}

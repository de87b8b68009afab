using System.Globalization;
using System.Reflection;
using System.Runtime.InteropServices;
using Comwatch.Probing;
using Xunit;

namespace Comwatch.Tests.ComProbe;

/// <summary>
/// Through the managed binder: these tests say how arguments are laid out and read back. What IDispatch makes of them
/// (VARIANT types, DISP_E_TYPEMISMATCH, the ParameterModifier that the managed binder does not need) is not seen here.
/// </summary>
public sealed class LateBindingTests
{
    private readonly Server server = new() { Error = "нет связи", Variant = 4712 };

    [Fact]
    public void Passes_the_arguments_in_order_and_writes_the_by_reference_results_back()
    {
        var request = Messages.Request(
            "Authorize",
            Messages.Text("monitor"),
            Messages.Text("па#роль"),
            Messages.Text("server"),
            Messages.Text("ФронтОфис"),
            Messages.Text(""),
            Messages.Int(0),
            Messages.Out("error"),
            Messages.Out("session"));
        var outs = LateBinding.Call(server, request, null);
        Assert.Equal(["monitor", "па#роль", "server", "ФронтОфис", "", 0, "", ""], server.Seen);
        Assert.Equal(new Dictionary<string, object?> { ["error"] = "нет связи", ["session"] = 4712 }, outs);
    }

    [Theory]
    [InlineData("GetText", null, "")]
    [InlineData("GetText", "string", "")]
    [InlineData("GetNumber", null, 0)]
    [InlineData("GetNumber", "int", 0)]
    [InlineData("GetVariant", null, "")]
    [InlineData("GetVariant", "variant", "")]
    [InlineData("GetVariant", "string", "")]
    [InlineData("GetVariant", "int", 0)]
    public void Begins_an_out_argument_with_a_value_of_its_type_and_never_with_null(string method, string? type, object seed)
    {
        LateBinding.Call(server, Messages.Request(method, Messages.Out("value", type)), null);
        Assert.Equal([seed], server.Seen);
        Assert.NotNull(server.Seen[0]);
    }

    [Theory]
    [InlineData("GetText", "нет связи")]
    [InlineData("GetNumber", 42)]
    [InlineData("GetVariant", 4712)]
    public void Answers_an_out_argument_with_what_the_server_left_there(string method, object left)
    {
        var outs = LateBinding.Call(server, Messages.Request(method, Messages.Out("value")), null);
        Assert.Equal(left, outs["value"]);
    }

    [Fact]
    public void Binds_a_parameter_that_only_goes_out()
    {
        var outs = LateBinding.Call(server, Messages.Request("GetOut", Messages.Out("text")), null);
        Assert.Equal("из out", outs["text"]);
    }

    [Fact]
    public void Keeps_null_and_DBNull_of_the_server_as_they_are()
    {
        var request = Messages.Request("GetVariant", Messages.Out("value"));
        Assert.Null(LateBinding.Call(new Server { Variant = null }, request, null)["value"]);
        Assert.Same(DBNull.Value, LateBinding.Call(new Server { Variant = DBNull.Value }, request, null)["value"]);
    }

    [Fact]
    public void Gives_the_session_in_the_type_in_which_the_server_gave_it()
    {
        LateBinding.Call(server, Messages.Request("TakeNumber", Messages.Session()), 4712);
        LateBinding.Call(server, Messages.Request("TakeSession", Messages.Session()), "s-1");
        LateBinding.Call(server, Messages.Request("TakeSession", Messages.Session()), null);
        Assert.Equal([4712, "s-1", null], server.Seen);
    }

    [Fact]
    public void Passes_truths_and_numbers_and_calls_methods_without_arguments()
    {
        Assert.Empty(LateBinding.Call(server, Messages.Request("Switch", Messages.Bool(true), Messages.Int(-1)), null));
        Assert.Empty(LateBinding.Call(server, Messages.Request("LogOut"), null));
        Assert.Equal([true, -1, "LogOut"], server.Seen);
    }

    [Fact]
    public void Throws_what_the_runtime_throws_when_nothing_fits()
    {
        Assert.Throws<MissingMethodException>(() => LateBinding.Call(server, Messages.Request("LogIn"), null));
        Assert.Throws<MissingMethodException>(() => LateBinding.Call(server, Messages.Request("LogOut", Messages.Int(1)), null));
        // A typed parameter takes no other type, as a typed COM server takes no other VARIANT.
        Assert.ThrowsAny<MissingMemberException>(
            () => LateBinding.Call(server, Messages.Request("GetNumber", Messages.Out("value", "string")), null));
        Assert.Empty(server.Seen);
    }

    [Fact]
    public void Wraps_what_the_server_throws_as_the_runtime_does()
    {
        var fault = Assert.Throws<TargetInvocationException>(
            () => LateBinding.Call(server, Messages.Request("Throw", Messages.Text("com")), null));
        Assert.IsType<COMException>(fault.InnerException);
    }

    [Fact]
    public void Reads_null_DBNull_and_empty_as_no_text()
    {
        Assert.Equal("", LateBinding.TextOf(null));
        Assert.Equal("", LateBinding.TextOf(DBNull.Value));
        Assert.Equal("", LateBinding.TextOf(""));
        Assert.Equal(" ", LateBinding.TextOf(" "));
        Assert.Equal("4712", LateBinding.TextOf(4712));
    }

    [Fact]
    public void Reads_numbers_alike_in_every_culture()
    {
        var before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = new CultureInfo("ru-RU");
            Assert.Equal("0.5", LateBinding.TextOf(0.5));
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }
}

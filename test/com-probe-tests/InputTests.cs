using Comwatch.Probing;
using Xunit;

namespace Comwatch.Tests.ComProbe;

public sealed class InputTests
{
    private static readonly Input Message = new(Messages.Of(
        ("text", "фронт"), ("empty", ""), ("number", 7), ("truth", true), ("list", new object?[] { 1, null }), ("null", null)));

    [Fact]
    public void Reads_texts_numbers_truths_and_lists()
    {
        Assert.Equal("фронт", Message.Text("text"));
        Assert.Equal("", Message.Text("empty"));
        Assert.Equal(7, Message.Number("number"));
        Assert.True(Message.Truth("truth"));
        Assert.Equal([1, null], Message.List("list"));
    }

    [Theory]
    [InlineData(null, "null")]
    [InlineData("text", "String")]
    [InlineData(4, "Int32")]
    public void Refuses_what_is_not_an_object_and_says_what_came(object? message, string found)
    {
        var fault = Assert.Throws<ArgumentException>(() => new Input(message));
        Assert.Equal("an object is expected, not " + found, fault.Message);
    }

    [Fact]
    public void Names_the_key_that_is_missing()
    {
        Assert.Equal("nowhere is missing", Assert.Throws<ArgumentException>(() => Message.Text("nowhere")).Message);
        Assert.Equal("nowhere is missing", Assert.Throws<ArgumentException>(() => Message.List("nowhere")).Message);
    }

    [Fact]
    public void Refuses_a_value_of_another_type_and_names_its_key()
    {
        Assert.Equal("a text is expected in number", Assert.Throws<ArgumentException>(() => Message.Text("number")).Message);
        Assert.Equal("a text is expected in null", Assert.Throws<ArgumentException>(() => Message.Text("null")).Message);
        Assert.Equal("a whole number is expected in text", Assert.Throws<ArgumentException>(() => Message.Number("text")).Message);
        Assert.Equal("true or false is expected in number", Assert.Throws<ArgumentException>(() => Message.Truth("number")).Message);
        Assert.Equal("a list is expected in text", Assert.Throws<ArgumentException>(() => Message.List("text")).Message);
    }

    [Fact]
    public void Takes_no_fraction_for_a_whole_number()
    {
        // JavaScript has one type of number: 1.5 arrives as a double.
        var message = new Input(Messages.Of(("number", 1.5)));
        Assert.Equal("a whole number is expected in number", Assert.Throws<ArgumentException>(() => message.Number("number")).Message);
    }

    [Fact]
    public void Reads_an_optional_text_that_is_absent_or_no_text_as_null()
    {
        Assert.Equal("фронт", Message.OptionalText("text"));
        Assert.Null(Message.OptionalText("nowhere"));
        Assert.Null(Message.OptionalText("number"));
    }
}

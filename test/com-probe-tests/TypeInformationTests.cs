using Comwatch.Probing;
using Xunit;

namespace Comwatch.Tests.ComProbe;

/// <summary>The managed fallback alone: there is no ITypeInfo without COM.</summary>
public sealed class TypeInformationTests
{
    private readonly Server server = new();

    [Theory]
    [InlineData("GetText", 0, OutType.Text)]
    [InlineData("GetOut", 0, OutType.Text)]
    [InlineData("GetNumber", 0, OutType.Int)]
    [InlineData("GetVariant", 0, OutType.Variant)]
    [InlineData("Authorize", 6, OutType.Text)]
    [InlineData("Authorize", 7, OutType.Variant)]
    public void Takes_the_type_that_the_method_declares(string method, int index, OutType type) =>
        Assert.Equal(type, TypeInformation.OutType(server, method, index));

    [Theory]
    [InlineData("LogIn", 0)]
    [InlineData("GetText", 5)]
    [InlineData("GetText", -1)]
    [InlineData("TakeNumber", 0)]
    [InlineData("Twice", 0)]
    public void Takes_a_string_where_nothing_is_declared_or_nothing_can_be_found(string method, int index) =>
        Assert.Equal(OutType.Text, TypeInformation.OutType(new Ambiguous(), method, index));

    /// <summary>GetMethod throws for a name that two methods have.</summary>
    private sealed class Ambiguous
    {
        public void GetText(ref string text) => text = "";

        public void TakeNumber(int number) => _ = number;

        public void Twice(ref int number) => number = 2;

        public void Twice(ref object number) => number = 2;
    }
}

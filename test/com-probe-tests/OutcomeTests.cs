using System.Reflection;
using System.Runtime.InteropServices;
using Comwatch.Probing;
using Xunit;

namespace Comwatch.Tests.ComProbe;

public sealed class OutcomeTests
{
    private const int CallFailed = unchecked((int)0x800706BE);

    public static TheoryData<Exception, Type> Wrapped()
    {
        var dead = new COMException("сервер умер", CallFailed);
        return new()
        {
            { dead, typeof(COMException) },
            { new TargetInvocationException(dead), typeof(COMException) },
            { new TargetInvocationException(new TargetInvocationException(dead)), typeof(COMException) },
            { new AggregateException(new TargetInvocationException(dead)), typeof(COMException) },
            { new TypeInitializationException("Server", new AggregateException(dead)), typeof(COMException) },
            { new TargetInvocationException(new OperationCanceledException()), typeof(OperationCanceledException) },
            // Other exceptions with a cause are reported as they are.
            { new InvalidOperationException("outer", dead), typeof(InvalidOperationException) },
            { new TargetInvocationException(new InvalidOperationException("outer", dead)), typeof(InvalidOperationException) },
            // Only wrappers without a cause.
            { new TargetInvocationException(null), typeof(TargetInvocationException) },
            { new AggregateException(), typeof(AggregateException) },
        };
    }

    [Theory]
    [MemberData(nameof(Wrapped))]
    public void Unwraps_what_only_wraps(Exception fault, Type cause) => Assert.IsType(cause, Outcome.Unwrap(fault));

    [Fact]
    public void Takes_the_first_of_several_causes()
    {
        var fault = new AggregateException(new InvalidOperationException("первая"), new COMException("вторая", CallFailed));
        Assert.Equal("первая", Outcome.Unwrap(fault).Message);
    }

    [Fact]
    public void Says_type_HRESULT_and_message_of_the_cause()
    {
        var answer = Outcome.Failed(new TargetInvocationException(new COMException("сервер умер", CallFailed)), 12.6);
        Assert.Equal(
            new Dictionary<string, object>
            {
                ["ok"] = false,
                ["ms"] = 13,
                ["type"] = "System.Runtime.InteropServices.COMException",
                ["hresult"] = CallFailed,
                ["message"] = "сервер умер",
            },
            answer);
    }

    [Fact]
    public void Answers_a_cancelled_operation_like_any_other_failure()
    {
        // If it were thrown across edge-js, endless recursion would end the process.
        var answer = Outcome.Failed(new OperationCanceledException("отменено"), 0);
        Assert.Equal("System.OperationCanceledException", answer["type"]);
        Assert.Equal("отменено", answer["message"]);
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(0.4, 0)]
    [InlineData(99.9, 100)]
    [InlineData(1e12, int.MaxValue)]
    public void Counts_whole_milliseconds(double ms, int counted) => Assert.Equal(counted, Outcome.Ok(ms)["ms"]);

    [Fact]
    public void Holds_only_what_crosses_without_loss()
    {
        foreach (var value in Outcome.Ok(1).Values.Concat(Outcome.Failed(new Exception("x"), 1).Values))
        {
            Assert.True(value is string or bool or int, value.GetType().Name);
        }
    }
}

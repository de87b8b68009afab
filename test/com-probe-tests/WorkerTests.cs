using Comwatch.Probing;
using Xunit;

namespace Comwatch.Tests.ComProbe;

/// <summary>The deadline of a call is its caller's: a worker must let the caller go, whatever its piece of work does.</summary>
public sealed class WorkerTests
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(10);

    private static Dictionary<string, object> Answer(object answer) => Assert.IsType<Dictionary<string, object>>(answer);

    [Fact]
    public async Task Runs_one_piece_after_the_other_on_a_background_thread_of_its_own()
    {
        var worker = new Worker("test", sta: false);
        var threads = new List<Thread>();
        var order = new List<int>();
        var pieces = Enumerable.Range(0, 20).Select(number => worker.Run(() =>
        {
            threads.Add(Thread.CurrentThread);
            order.Add(number);
            return null;
        }));
        await Task.WhenAll(pieces).WaitAsync(Soon);
        Assert.Equal(Enumerable.Range(0, 20), order);
        var thread = Assert.Single(threads.Distinct());
        Assert.True(thread.IsBackground);
        Assert.False(thread.IsThreadPoolThread);
        Assert.Equal("test", thread.Name);
        worker.End();
    }

    [Fact]
    public async Task Answers_what_the_piece_adds_with_the_time_it_took()
    {
        var worker = new Worker("test", sta: false);
        var answer = Answer(await worker.Run(() =>
        {
            Thread.Sleep(60);
            return new Dictionary<string, object> { ["info"] = "да" };
        }).WaitAsync(Soon));
        Assert.Equal(true, answer["ok"]);
        Assert.Equal("да", answer["info"]);
        Assert.InRange(Assert.IsType<int>(answer["ms"]), 55, 10_000);
        worker.End();
    }

    [Fact]
    public async Task Answers_a_failure_with_the_time_until_then_and_goes_on()
    {
        var worker = new Worker("test", sta: false);
        var failed = Answer(await worker.Run(() =>
        {
            Thread.Sleep(60);
            throw new OperationCanceledException("отменено");
        }).WaitAsync(Soon));
        Assert.Equal(false, failed["ok"]);
        Assert.Equal("System.OperationCanceledException", failed["type"]);
        Assert.InRange(Assert.IsType<int>(failed["ms"]), 55, 10_000);
        Assert.Equal(true, Answer(await worker.Run(() => null).WaitAsync(Soon))["ok"]);
        worker.End();
    }

    [Fact]
    public async Task Lets_its_caller_go_while_a_piece_hangs_and_disturbs_no_other_worker()
    {
        using var release = new ManualResetEventSlim();
        var hanging = new Worker("hangs", sta: false);
        var hung = hanging.Run(() =>
        {
            release.Wait(Soon);
            return null;
        });
        var queued = hanging.Run(() => null);
        // The caller's deadline passes while the call is still in progress.
        await Task.Delay(100);
        Assert.False(hung.IsCompleted);
        Assert.False(queued.IsCompleted);
        var aside = new Worker("aside", sta: false);
        Assert.Equal(true, Answer(await aside.Run(() => null).WaitAsync(Soon))["ok"]);
        release.Set();
        await Task.WhenAll(hung, queued).WaitAsync(Soon);
        aside.End();
        hanging.End();
    }

    [Fact]
    public async Task Hangs_a_hundred_times_without_starving_the_thread_pool()
    {
        using var release = new ManualResetEventSlim();
        var workers = Enumerable.Range(0, 100).Select(_ => new Worker("hangs", sta: false)).ToArray();
        var hung = workers.Select(worker => worker.Run(() =>
        {
            release.Wait(Soon);
            return null;
        })).ToArray();
        await Task.Run(() => { }).WaitAsync(TimeSpan.FromSeconds(2));
        Assert.DoesNotContain(hung, each => each.IsCompleted);
        release.Set();
        await Task.WhenAll(hung).WaitAsync(Soon);
        foreach (var worker in workers)
        {
            worker.End();
        }
    }

    [Fact]
    public async Task Finishes_what_it_was_given_when_it_ends()
    {
        var worker = new Worker("test", sta: false);
        Thread? thread = null;
        var last = worker.Run(() =>
        {
            thread = Thread.CurrentThread;
            return null;
        });
        worker.End();
        Assert.Equal(true, Answer(await last.WaitAsync(Soon))["ok"]);
        Assert.True(thread!.Join(Soon));
    }
}

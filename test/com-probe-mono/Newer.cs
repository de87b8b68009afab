// APIs of newer frameworks that the tests use and .NET Framework 4.6.2 lacks.
namespace System.Runtime.CompilerServices
{
    internal static class IsExternalInit
    {
    }
}

namespace Comwatch.Tests.ComProbe
{
    internal static class Newer
    {
        public static async Task WaitAsync(this Task task, TimeSpan patience)
        {
            if (await Task.WhenAny(task, Task.Delay(patience)) != task) throw new TimeoutException();
            await task;
        }

        public static async Task<T> WaitAsync<T>(this Task<T> task, TimeSpan patience)
        {
            await WaitAsync((Task)task, patience);
            return await task;
        }
    }
}

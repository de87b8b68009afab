using System.Collections.Generic;
using System.Linq;

namespace Comwatch.Probing
{
    /// <summary>One method and its arguments, in the order of the method.</summary>
    public sealed class CallRequest
    {
        private CallRequest(string method, IReadOnlyList<Argument> arguments)
        {
            Method = method;
            Arguments = arguments;
        }

        public string Method { get; }

        public IReadOnlyList<Argument> Arguments { get; }

        public static CallRequest From(object? input)
        {
            var request = new Input(input);
            return new CallRequest(request.Text("method"), request.List("arguments").Select(Argument.From).ToArray());
        }
    }
}

using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Reflection;
using System.Text;
using System.Threading.Tasks;

namespace Comwatch.Probing
{
    /// <summary>
    /// The second entry point of this assembly, for a process without edge-js: lines of text over standard input and output.
    /// A request is {id, method, input}, an answer {kind: 'answer', id, answer} behind the nonce of the agent. Requests are
    /// read while calls are pending. What a request holds, a password too, stays in here: it never becomes a parameter of
    /// PowerShell, which policies record.
    /// </summary>
    public sealed class LineServer
    {
        /// <summary>Number of characters of a server's text that are passed on.</summary>
        private const int LongestText = 4_096;

        private readonly TextReader input;
        private readonly TextWriter output;
        private readonly string nonce;
        private Entry entry;

        public LineServer(TextReader requests, TextWriter answers, string nonceOfAgent, Entry product)
        {
            input = requests;
            output = answers;
            nonce = nonceOfAgent;
            entry = product;
        }

        /// <summary>Serves standard input until it ends.</summary>
        /// <returns>false: a line was no request, and nothing after it was read</returns>
        public static bool Run(string nonce)
        {
            // Ctrl+C reaches every process of a terminal; the agent ends this one when the session is closed.
            Console.CancelKeyPress += (_, pressed) => pressed.Cancel = true;
            var utf8 = new UTF8Encoding(false);
            using (var requests = new StreamReader(Console.OpenStandardInput(), utf8))
            using (var answers = new StreamWriter(Console.OpenStandardOutput(), utf8) { AutoFlush = true, NewLine = "\n" })
            {
                return new LineServer(requests, answers, nonce, new Entry()).Serve();
            }
        }

        /// <summary>Reports that it listens, then answers until the input ends. Nothing may be sent before.</summary>
        public bool Serve()
        {
            using (var self = Process.GetCurrentProcess())
            {
                Send(new Dictionary<string, object> { ["kind"] = "listening", ["pid"] = self.Id });
            }
            string? line;
            while ((line = input.ReadLine()) != null)
            {
                if (!Take(line)) return false;
            }
            return true;
        }

        private bool Take(string line)
        {
            int id;
            string method;
            object? argument;
            try
            {
                var request = new Input(JsonReader.Read(line));
                id = request.Number("id");
                method = request.Text("method");
                argument = request.Optional("input");
            }
            catch (Exception fault) when (fault is FormatException || fault is ArgumentException)
            {
                return false;
            }
            Invoke(method, argument).ContinueWith(
                done => Send(new Dictionary<string, object> { ["kind"] = "answer", ["id"] = id, ["answer"] = done.Result }),
                TaskScheduler.Default);
            return true;
        }

        private Task<object> Invoke(string method, object? argument)
        {
            switch (method)
            {
                case "Load":
                    return Task.FromResult<object>(Load(argument));
                case "Describe":
                    return entry.Describe(argument!);
                case "Activate":
                    return entry.Activate(argument!);
                case "Call":
                    return entry.Call(argument!);
                case "CallAside":
                    return entry.CallAside(argument!);
                case "Cancel":
                    return entry.Cancel(argument!);
                case "Close":
                    return entry.Close(argument!);
                default:
                    return Task.FromResult<object>(Outcome.Failed(new ArgumentException("unknown method"), 0));
            }
        }

        /// <summary>Takes a class of another assembly instead of the product's: {assemblyFile, typeName}.</summary>
        private Dictionary<string, object> Load(object? argument)
        {
            try
            {
                var request = new Input(argument);
                var type = Assembly.LoadFrom(request.Text("assemblyFile")).GetType(request.Text("typeName"), throwOnError: true);
                entry = (Entry)Activator.CreateInstance(type!)!;
                return Outcome.Ok(0);
            }
            catch (Exception fault)
            {
                return Outcome.Failed(fault, 0);
            }
        }

        /// <summary>Starts a new line, even after component output without a line end.</summary>
        private void Send(Dictionary<string, object> message)
        {
            var line = "\n" + nonce + " " + JsonWriter.Write(message, LongestText);
            lock (output)
            {
                try
                {
                    output.WriteLine(line);
                }
                catch (Exception fault) when (fault is IOException || fault is ObjectDisposedException)
                {
                    // The agent has exited, and its end ends this process.
                }
            }
        }
    }
}

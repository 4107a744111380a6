using MultiSession.Analyzers.Locks;
using MultiSession.Analyzers.Tests.Verification;
using static MultiSession.Analyzers.Tests.Locks.LockTest;

namespace MultiSession.Analyzers.Tests.Locks;

/// <summary>What only the loop of an object's own thread runs does not meet itself.</summary>
public class OwnThreadTests
{
    private const string Start = "_thread = new Thread(Loop); _thread.Start();";

    [Theory]
    [InlineData(Start)]
    [InlineData("_thread = new Thread(new ThreadStart(Loop)) { IsBackground = true }; _thread.Start();")]
    [InlineData("this._thread = new Thread(Loop); _thread.Start(); _thread.Join();")]
    public Task Both_sides_on_the_own_thread(string start) => Verify.Silent<LockAnalyzer>(Only("MSES0001", Unmarked(Program(start))));

    [Theory]
    [InlineData("new Thread(Loop).Start();")] // Whoever starts it again has two.
    [InlineData("_threads.Add(new Thread(Loop));")]
    [InlineData(Start + " Task.Run(Loop);")]
    [InlineData(Start + " Loop();")]
    [InlineData(Start, "public void Beat() => Receive();")]
    [InlineData(Start, "public void Beat() => Task.Run(() => Send());")]
    [InlineData(Start, "public event Action? Beat; public void Hook(System.Timers.Timer timer) => timer.Elapsed += (_, _) => Send();")]
    public Task Another_thread_comes_by(string start, string more = "") => Verify.Analyzer<LockAnalyzer>(Only("MSES0001", Program(start, more)));

    private static string Program(string start, string more = "") => $$"""
        public class Peer
        {
            private readonly object _a = new(), _b = new();
            private readonly List<Thread> _threads = [];
            private Thread? _thread;
            public void Start() { {{start}} }
            private void Loop() { Send(); Receive(); }
            private void Send() { lock (_a) { lock ([|_b|]) { } } }
            private void Receive() { lock (_b) { Take(); } }
            private void Take() { lock (_a) { } }
            {{more}}
        }
        """;

    /// <summary>Each connection has its own thread; what they share, two of them may come for.</summary>
    [Fact]
    public Task Threads_of_two_objects() => Verify.Analyzer<LockAnalyzer>(Only("MSES0001", """
        internal class Server
        {
            private readonly object _all = new();
            private readonly List<Connection> _connections = [];
            internal void Broadcast() { lock (_all) { foreach (var connection in _connections) [|connection.Send()|]; } }
            internal void Leave() { lock (_all) { } }
        }
        internal class Connection(Server server)
        {
            private readonly object _gate = new();
            private Thread? _thread;
            public void Start() { _thread = new Thread(Loop); _thread.Start(); }
            private void Loop() { server.Broadcast(); Close(); }
            internal void Send() { lock (_gate) { } }
            private void Close() { lock (_gate) { server.Leave(); } }
        }
        """));

    /// <summary>What is static has one thread for all that it runs.</summary>
    [Theory]
    [InlineData("Run();", true)]
    [InlineData("Run(); Worker.Visit();", false)]
    public async Task A_static_loop(string main, bool isSilent)
    {
        var program = $$"""
            internal class Worker
            {
                internal static readonly object A = new(), B = new();
                internal static void Visit() { lock (A) { lock ([|B|]) { } } }
                internal static void Return() { lock (B) { lock (A) { } } }
            }
            public static class Program
            {
                private static Thread? s_thread;
                public static void Start() { {{main}} }
                private static void Run() { s_thread = new Thread(Loop); s_thread.Start(); }
                private static void Loop() { Worker.Visit(); Worker.Return(); }
            }
            """;
        if (isSilent) await Verify.Silent<LockAnalyzer>(Only("MSES0001", Unmarked(program)));
        else await Verify.Analyzer<LockAnalyzer>(Only("MSES0001", program));
    }
}

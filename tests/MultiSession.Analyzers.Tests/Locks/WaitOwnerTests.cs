using Microsoft.CodeAnalysis;
using MultiSession.Analyzers.Locks;
using static MultiSession.Analyzers.Tests.Locks.LockTest;

namespace MultiSession.Analyzers.Tests.Locks;

/// <summary>MSES0004: whose lock it is that the work needs.</summary>
public class WaitOwnerTests
{
    [Theory]
    [InlineData("foreach (var part in _parts) part.Collect();", true)]
    [InlineData("foreach (var part in _parts) { part._done.Task.Wait(); }", false)]
    public async Task A_whole_waits_for_its_parts(string statements, bool isSilent)
    {
        var source = $$"""
            public class C
            {
                private readonly object _gate = new();
                private readonly TaskCompletionSource _done = new();
                private readonly List<C> _parts = [];
                private bool _started;
                public void Collect()
                {
                    if (_started) { _done.Task.Wait(); return; }
                    _started = true;
                    lock (_gate) { {{statements}} }
                    _done.SetResult();
                }
            }
            """;
        Assert.Equal(isSilent ? 0 : 1, (await FindingsAsync(Only("MSES0004", source))).Length);
    }

    [Theory]
    [InlineData("private void Work() { lock (_gate) { } }", "Work", DiagnosticSeverity.Warning)]
    [InlineData("private C? _other; private void Work() { lock (_other!._next!._gate) { } }", "Work", DiagnosticSeverity.Info)]
    [InlineData("private static readonly object Shared = new(); private void Work() { lock (Shared) { } }", "Work", DiagnosticSeverity.Warning)]
    public async Task Work_that_takes_the_lock_of_some_object_is_a_guess(string member, string work, DiagnosticSeverity severity)
    {
        var source = $$"""
            public class C
            {
                private readonly object _gate = new();
                private C? _next;
                public void M(C other) { _next = other; lock ({{(member.Contains("Shared", StringComparison.Ordinal) ? "Shared" : "_gate")}}) { Task.Run({{work}}).Wait(); } }
                {{member}}
            }
            """;
        Assert.Equal(severity, Assert.Single(await FindingsAsync(Only("MSES0004", source))).Severity);
    }

    /// <summary>The thread of a helper object runs what that object was given, and not what others of its class were.</summary>
    [Theory]
    [InlineData("_thread = new Worker(Work);", false)]
    [InlineData("_thread = new Worker(muxer.Run);", true)]
    [InlineData("_thread = worker;", true)]
    public async Task A_thread_that_an_object_has_of_its_own(string create, bool isFound)
    {
        var source = $$"""
            public class Worker(Action work)
            {
                private readonly Action _work = work;
                private Thread? _thread;
                public void Start() { _thread = new Thread(Main); _thread.Start(); }
                public void Close() => _thread?.Join();
                private void Main() => _work();
            }
            public class Filter { public object Gate { get; } = new(); }
            public class Muxer(Filter filter)
            {
                private Worker? _worker;
                public void Start() { _worker = new Worker(Run); _worker.Start(); }
                public void Stop() => _worker?.Close();
                public void Run() { lock (filter.Gate) { } }
            }
            public class Pin
            {
                private readonly Worker _thread;
                private readonly Filter _filter;
                private int _count;
                public Pin(Filter filter, Muxer muxer, Worker worker) { _filter = filter; {{create}} }
                public void Start() => _thread.Start();
                public void Stop() { lock (_filter.Gate) _thread.Close(); }
                private void Work() { _count++; }
            }
            """;
        Assert.Equal(isFound ? 1 : 0, (await FindingsAsync(Only("MSES0004", source))).Length);
    }
}

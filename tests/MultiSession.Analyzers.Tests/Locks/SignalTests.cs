using MultiSession.Analyzers.Locks;
using MultiSession.Analyzers.Tests.Verification;
using static MultiSession.Analyzers.Tests.Locks.LockTest;

namespace MultiSession.Analyzers.Tests.Locks;

/// <summary>Flags, semaphores and collections that tell a waiting thread to go on (MSES0004).</summary>
public class SignalTests
{
    [Theory]
    [InlineData("while (Running) Thread.Sleep(1);", "Running = false", true)]
    [InlineData("while (!Running) Thread.Sleep(1);", "Running = true", true)]
    [InlineData("while (!Running) Thread.Sleep(1);", "Running = running", true)]
    [InlineData("while (!Running) Thread.Sleep(1);", "Running = false", false)]
    [InlineData("while (Running) Thread.Sleep(1);", "Running = true", false)]
    [InlineData("SpinWait.SpinUntil(() => !Running);", "Running = true", false)]
    public async Task A_flag_in_a_property_must_become_what_is_waited_for(string spin, string signal, bool isReported)
    {
        var source = $$"""
            public class C
            {
                private readonly object _gate = new();
                public bool Running { get; private set; }
                public void One() { lock (_gate) { {{(isReported ? $"[|{spin}|]" : spin)}} } }
                public void Two(bool running) { lock (_gate) { {{signal}}; } }
            }
            """;
        if (isReported) await Verify.Analyzer<LockAnalyzer>(Only("MSES0004", source));
        else await Verify.Silent<LockAnalyzer>(Only("MSES0004", source));
    }

    [Theory]
    [InlineData("while (_item != null) Thread.Sleep(1);", "_item = null", true)]
    [InlineData("while (_item is not null) Thread.Sleep(1);", "_item = null", true)]
    [InlineData("while (!(_item is null)) Thread.Sleep(1);", "_item = null", true)]
    [InlineData("while (!(_item == null)) Thread.Sleep(1);", "_item = null", true)]
    [InlineData("while (_item != null && _item.Length > 1) Thread.Sleep(1);", "_item = null", true)]
    [InlineData("while (_item != null && DateTime.UtcNow < _end) Thread.Sleep(1);", "_item = null", false)]
    [InlineData("while (_item == null) Thread.Sleep(1);", "_item = null", false)]
    [InlineData("while (_item != null) Thread.Sleep(1);", "_item = text", false)]
    [InlineData("while (_item is null) Thread.Sleep(1);", "_item = null", false)]
    public async Task A_member_that_must_become_null(string spin, string signal, bool isReported)
    {
        var source = $$"""
            public class C
            {
                private readonly object _gate = new();
                private readonly DateTime _end = DateTime.MaxValue;
                private string? _item;
                public void One() { lock (_gate) { {{(isReported ? $"[|{spin}|]" : spin)}} } }
                public void Two(string text) { lock (_gate) { {{signal}}; } }
            }
            """;
        if (isReported) await Verify.Analyzer<LockAnalyzer>(Only("MSES0004", source));
        else await Verify.Silent<LockAnalyzer>(Only("MSES0004", source));
    }

    [Theory]
    [InlineData("await Task.Delay(10)", true)]
    [InlineData("await Task.Delay(10).ConfigureAwait(false)", true)]
    [InlineData("await Task.Yield()", true)]
    [InlineData("await Step()", false)]
    public async Task Polling_under_a_semaphore(string pause, bool isReported)
    {
        var spin = $"while (_busy) {pause};";
        var source = $$"""
            public class C
            {
                private readonly SemaphoreSlim _gate = new(1);
                private volatile bool _busy;
                public async Task One() { await _gate.WaitAsync(); try { {{(isReported ? $"[|{spin}|]" : spin)}} } finally { _gate.Release(); } }
                public async Task Two() { await _gate.WaitAsync(); try { _busy = false; } finally { _gate.Release(); } }
                private async Task Step() { await Task.Yield(); _busy = false; }
            }
            """;
        if (isReported) await Verify.Analyzer<LockAnalyzer>(Only("MSES0004", source));
        else await Verify.Silent<LockAnalyzer>(Only("MSES0004", source));
    }

    [Theory]
    [InlineData("SemaphoreSlim _signal = new(0)", "_signal.Wait()", "_signal.Release()")]
    [InlineData("Semaphore _signal = new(0, 9)", "_signal.WaitOne()", "_signal.Release()")]
    [InlineData("System.Collections.Concurrent.BlockingCollection<int> _signal = new()", "_ = _signal.Take()", "_signal.Add(1)")]
    public async Task Waiting_for_what_is_signalled_under_the_lock(string member, string wait, string signal)
    {
        var source = $$"""
            public class C
            {
                private readonly object _gate = new();
                private readonly {{member}};
                public void One() { lock (_gate) { {{wait}}; } }
                public void Two() { lock (_gate) { {{signal}}; } }
            }
            """;
        Assert.Single(await FindingsAsync(Only("MSES0004", source)));
        Assert.Empty(await FindingsAsync(Only("MSES0004", source.Replace("Two() { lock (_gate) {", "Two() { {", StringComparison.Ordinal))));
    }

    [Theory]
    [InlineData("new(0, 3)", "while (_items.CurrentCount > 0) _items.Wait();")]
    [InlineData("new(0, 3)", "_items.Wait(100);")]
    [InlineData("new(3)", "_items.Wait();")]
    public Task A_semaphore_that_nobody_has_to_wait_for(string made, string wait) => Verify.Silent<LockAnalyzer>(Only("MSES0004", $$"""
        public class C
        {
            private readonly object _gate = new();
            private readonly SemaphoreSlim _items = {{made}};
            public void One() { lock (_gate) { {{wait}} } }
            public void Two() { lock (_gate) { _items.Release(); } }
        }
        """));

    [Theory]
    [InlineData("ManualResetEvent _done = new(false)", "_done.WaitOne()", "_done.Set()")]
    [InlineData("TaskCompletionSource _done = new()", "_done.Task.Wait()", "_done.SetResult()")]
    [InlineData("SemaphoreSlim _done = new(0)", "_done.Wait()", "_done.Release()")]
    public async Task Waiting_for_who_comes_to_the_signal_by_way_of_the_lock(string member, string wait, string signal)
    {
        var source = $$"""
            public class C
            {
                private readonly object _gate = new();
                private readonly {{member}};
                public void One() { lock (_gate) { {{wait}}; } }
                public void Loop(bool more) { if (more) { Step(); } {{signal}}; }
                private void Step() { lock (_gate) { } }
            }
            """;
        Assert.Single(await FindingsAsync(Only("MSES0004", source)));
        // The signal comes first, comes on another way, or somebody else gives it.
        foreach (var free in new[] { $"{signal}; if (more) {{ Step(); }}", $"if (more) {{ Step(); }} else {{ {signal}; }}", $"if (more) {{ Step(); return; }} {signal};" })
            Assert.Empty(await FindingsAsync(Only("MSES0004", source.Replace($"if (more) {{ Step(); }} {signal};", free, StringComparison.Ordinal))));
        Assert.Empty(await FindingsAsync(Only("MSES0004", source.Replace("private void Step", $"public void Stop() {{ {signal}; }} private void Step", StringComparison.Ordinal))));
    }

    [Fact]
    public async Task Waiting_for_work_that_needs_the_lock_before_it_signals()
    {
        const string Source = """
            public class C
            {
                private readonly object _gate = new();
                public void One() { lock (_gate) { var done = new ManualResetEvent(false); ThreadPool.QueueUserWorkItem(_ => { Work(); done.Set(); }); [|done.WaitOne()|]; } }
                private void Work() { lock (_gate) { } }
            }
            """;
        await Verify.Analyzer<LockAnalyzer>(Only("MSES0004", Source));
        await Verify.Silent<LockAnalyzer>(Only("MSES0004", Unmarked(Source).Replace("Work(); done.Set();", "done.Set(); Work();", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("_done?.Set()", 1)]
    [InlineData("_done = null", 0)]
    public async Task Who_forgets_a_signal_does_not_give_it(string end, int findings) =>
        Assert.Equal(findings, (await FindingsAsync(Only("MSES0004", $$"""
            public class C
            {
                private readonly object _gate = new();
                private ManualResetEvent? _done = new(false);
                public void One() { lock (_gate) { _done?.WaitOne(); } }
                public void Two() { lock (_gate) { {{end}}; } }
            }
            """))).Length);

    /// <summary>The callback of an operation runs when the operation is complete: it has nothing to wait for.</summary>
    [Theory]
    [InlineData("_ready.Set(); ThreadPool.QueueUserWorkItem(_ => _done());", 0)]
    [InlineData("_ready.Set(); if (_done != null) { Task.Run(() => { var done = _done; done(); }); }", 0)]
    [InlineData("ThreadPool.QueueUserWorkItem(_ => _done()); Thread.Sleep(1); _ready.Set();", 1)]
    [InlineData("_ready.Set(); ThreadPool.QueueUserWorkItem(_ => _done()); } public void Cancel() { _done();", 1)]
    public async Task Who_is_only_run_after_the_signal_does_not_wait_for_it(string complete, int findings)
    {
        var source = $$"""
            public class Operation(Action done)
            {
                private readonly Action _done = done;
                private readonly ManualResetEvent _ready = new(false);
                public void Complete() { {{complete}} }
                public void End() => _ready.WaitOne();
            }
            public class C
            {
                private readonly object _gate = new();
                private readonly Operation _operation;
                public C() { _operation = new Operation(OnDone); }
                private void OnDone() { lock (_gate) { _operation.End(); } }
                public void Answer() { lock (_gate) { _operation.Complete(); } }
            }
            """;
        Assert.Equal(findings, (await FindingsAsync(Only("MSES0004", source))).Length);
        Assert.Single(await FindingsAsync(Only("MSES0004", source.Replace("private void OnDone", "public void OnDone", StringComparison.Ordinal))));
    }

    /// <summary>A thread signals whether or not someone waits for its end: who does so under the lock is not on its way.</summary>
    [Theory]
    [InlineData("_room.Set();", false)]
    [InlineData("lock (_gate) { } _room.Set();", true)]
    public Task A_thread_that_somebody_joins_under_the_lock(string work, bool isFound)
    {
        var source = $$"""
            public class Log
            {
                private readonly object _gate = new();
                private readonly ManualResetEvent _room = new(false);
                private Thread? _pump;
                public void Start() { _pump = new Thread(() => { {{work}} }); _pump.Start(); }
                public void Stop() { lock (_gate) { {{(isFound ? "" : "_pump?.Join();")}} } }
                public void Write() { lock (_gate) { [|_room.WaitOne()|]; } }
            }
            """;
        return isFound ? Verify.Analyzer<LockAnalyzer>(Only("MSES0004", source)) : Verify.Silent<LockAnalyzer>(Only("MSES0004", Unmarked(source)));
    }
}

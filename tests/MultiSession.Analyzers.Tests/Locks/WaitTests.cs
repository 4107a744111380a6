using MultiSession.Analyzers.Locks;
using MultiSession.Analyzers.Tests.Verification;
using static MultiSession.Analyzers.Tests.Locks.LockTest;

namespace MultiSession.Analyzers.Tests.Locks;

/// <summary>MSES0004: a wait under a lock that only ends when somebody else gets the lock.</summary>
public class WaitTests
{
    [Theory]
    [InlineData("[|Task.Run(Work).Wait()|];")]
    [InlineData("[|Task.Run(() => Work()).Wait()|];")]
    [InlineData("var task = Task.Run(Work); [|task.Wait()|];")]
    [InlineData("var task = Task.Run(() => Count()); _ = [|task.Result|];")]
    [InlineData("[|Task.Run(Work).GetAwaiter().GetResult()|];")]
    [InlineData("[|Task.Run(Work).ConfigureAwait(false).GetAwaiter().GetResult()|];")]
    [InlineData("[|Task.Factory.StartNew(Work).Wait()|];")]
    [InlineData("var one = Task.Run(Work); [|Task.WaitAll(one, Task.CompletedTask)|];")]
    [InlineData("var one = Task.Run(Work); [|Task.WhenAll(one, Task.CompletedTask).Wait()|];")]
    [InlineData("[|WorkAsync().Wait()|];")]
    [InlineData("_ = [|CountAsync().Result|];")]
    [InlineData("var thread = new Thread(Work); thread.Start(); [|thread.Join()|];")]
    [InlineData("_ = Parallel.For(0, 2, _ => Work());", "Parallel.For(0, 2, _ => Work())")]
    [InlineData("Parallel.Invoke(Work, Work);", "Parallel.Invoke(Work, Work)")]
    [InlineData("new[] { 1 }.AsParallel().ForAll(_ => Work());", "new[] { 1 }.AsParallel().ForAll(_ => Work())")]
    [InlineData("[|Task.Run(Work).ContinueWith(_ => { }).Wait()|];")]
    [InlineData("_task = Task.Run(Work); [|_task.Wait()|];")]
    [InlineData("[|Inner()|];")]
    public async Task Reports_work_that_needs_the_lock(string statements, string? reported = null)
    {
        if (reported is not null) statements = statements.Replace(reported, $"[|{reported}|]", StringComparison.Ordinal);
        await Verify.Analyzer<LockAnalyzer>(Only("MSES0004", Program($"lock (_gate) {{ {statements} }}")));
        await Verify.Silent<LockAnalyzer>(Only("MSES0004", Program($"lock (_gate) {{ }} {Unmarked(statements)}")));
        await Verify.Silent<LockAnalyzer>(Only("MSES0004", Program($"lock (_other) {{ {Unmarked(statements)} }}")));
    }

    [Theory]
    [InlineData("Idle().Wait();")]
    [InlineData("Task.Run(() => { }).Wait();")]
    [InlineData("SoonAsync().Wait();")]
    [InlineData("new Thread(Work).Start();")]
    [InlineData("Task.Run(Work);")]
    [InlineData("Task.Delay(1).Wait();")]
    public Task Silent_on_work_that_needs_nothing(string statements) => Verify.Silent<LockAnalyzer>(Only("MSES0004", Program($"lock (_gate) {{ {statements} }}")));

    [Theory]
    [InlineData("ManualResetEvent", "new(false)", "WaitOne()", "Set()")]
    [InlineData("AutoResetEvent", "new(false)", "WaitOne()", "Set()")]
    [InlineData("ManualResetEventSlim", "new()", "Wait()", "Set()")]
    [InlineData("CountdownEvent", "new(1)", "Wait()", "Signal()")]
    [InlineData("Barrier", "new(2)", "SignalAndWait()", "SignalAndWait()")]
    public async Task Signals(string type, string creation, string wait, string set)
    {
        var source = $$"""
            public class C
            {
                private readonly object _gate = new();
                private readonly {{type}} _done = {{creation}};
                public void One() { lock (_gate) { [|_done.{{wait}}|]; } }
                public void Two() { lock (_gate) { _done.{{set}}; } }
            }
            """;
        if (type == "Barrier") source = source.Replace("{ _done.SignalAndWait(); }", "{ _done.RemoveParticipant(); }", StringComparison.Ordinal);
        await Verify.Analyzer<LockAnalyzer>(Only("MSES0004", source));
        await Verify.Analyzer<LockAnalyzer>(Only("MSES0004", source.Replace("Two() { lock", "Two() { lock (_gate) { Finish(); } } private void Finish() { lock", StringComparison.Ordinal)));
        await Verify.Silent<LockAnalyzer>(Only("MSES0004", Unmarked(source).Replace("Two() { lock (_gate) {", "Two() { {", StringComparison.Ordinal)));
        await Verify.Silent<LockAnalyzer>(Only("MSES0004", Unmarked(source).Replace("One() { lock (_gate) {", "One() { {", StringComparison.Ordinal)));
    }

    [Fact]
    public Task Silent_on_a_look_at_a_signal() => Verify.Silent<LockAnalyzer>(Only("MSES0004", """
        public class C
        {
            private readonly object _gate = new();
            private readonly ManualResetEvent _done = new(false);
            public bool One() { lock (_gate) { return _done.WaitOne(0); } }
            public void Two() { lock (_gate) { _done.Set(); } }
        }
        """));

    [Fact]
    public async Task Monitor_wait_keeps_the_other_lock()
    {
        const string Source = """
            public class C
            {
                private readonly object _outer = new(), _pool = new();
                public void One() { lock (_outer) { lock (_pool) { [|Monitor.Wait(_pool)|]; } } }
                public void Two() { lock (_outer) { lock (_pool) { Monitor.Pulse(_pool); } } }
            }
            """;
        await Verify.Analyzer<LockAnalyzer>(Only("MSES0004", Source));
        await Verify.Silent<LockAnalyzer>(Only("MSES0004", Unmarked(Source).Replace("One() { lock (_outer)", "One() {", StringComparison.Ordinal)));
        await Verify.Silent<LockAnalyzer>(Only("MSES0004", Unmarked(Source).Replace("Two() { lock (_outer)", "Two() {", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Signalling_one_handle_and_waiting_for_another()
    {
        const string Source = """
            public class C
            {
                private readonly object _gate = new();
                private readonly AutoResetEvent _asked = new(false), _answered = new(false);
                public void One() { lock (_gate) { [|WaitHandle.SignalAndWait(_asked, _answered)|]; } }
                public void Two() { _asked.WaitOne(); lock (_gate) { _answered.Set(); } }
            }
            """;
        await Verify.Analyzer<LockAnalyzer>(Only("MSES0004", Source));
        await Verify.Silent<LockAnalyzer>(Only("MSES0004", Unmarked(Source).Replace("lock (_gate) { _answered.Set(); }", "_answered.Set();", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Invoke_of_a_user_interface()
    {
        var ui = Library("namespace System.Windows.Threading { public class Dispatcher { public void Invoke(System.Action act) { } public void BeginInvoke(System.Action act) { } } }");
        const string Source = """
            public class C(System.Windows.Threading.Dispatcher dispatcher)
            {
                private readonly object _gate = new();
                public void One() { lock (_gate) { [|dispatcher.Invoke(() => Show())|]; } }
                private void Show() { lock (_gate) { } }
            }
            """;
        await Verify.Analyzer<LockAnalyzer>(Only("MSES0004", Source) with { References = ui });
        await Verify.Silent<LockAnalyzer>(Only("MSES0004", Unmarked(Source).Replace("Invoke", "BeginInvoke", StringComparison.Ordinal)) with { References = ui });
    }

    [Theory]
    [InlineData("[|while (!_ready) Thread.Sleep(1);|]")]
    [InlineData("[|while (!_ready) { }|]")]
    [InlineData("[|SpinWait.SpinUntil(() => _ready)|];")]
    [InlineData("[|while (_ready == false) Thread.Yield();|]")]
    [InlineData("[|while (!Volatile.Read(ref _ready)) Thread.Yield();|]")]
    [InlineData("[|for (; !_ready;) Thread.Sleep(1);|]")]
    public async Task Spinning_on_a_flag(string spin)
    {
        var source = $$"""
            public class C
            {
                private readonly object _gate = new();
                private volatile bool _ready;
                public void One() { lock (_gate) { {{spin}} } }
                public void Two() { lock (_gate) { _ready = true; } }
            }
            """;
        await Verify.Analyzer<LockAnalyzer>(Only("MSES0004", source));
        await Verify.Analyzer<LockAnalyzer>(Only("MSES0004", source.Replace("_ready = true;", "Volatile.Write(ref _ready, true);", StringComparison.Ordinal)));
        await Verify.Silent<LockAnalyzer>(Only("MSES0004", Unmarked(source).Replace("_ready = true;", "_ready = false;", StringComparison.Ordinal)));
        await Verify.Silent<LockAnalyzer>(Only("MSES0004", Unmarked(source).Replace("Two() { lock (_gate) {", "Two() { {", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Consuming_what_is_added_under_the_lock()
    {
        const string Source = """
            public class C
            {
                private readonly object _gate = new();
                private readonly System.Collections.Concurrent.BlockingCollection<int> _items = new(8);
                public void One() { lock (_gate) { foreach (var item in [|_items.GetConsumingEnumerable()|]) { } } }
                public void Two() { lock (_gate) { _items.Add(1); } }
            }
            """;
        await Verify.Analyzer<LockAnalyzer>(Only("MSES0004", Source));
        await Verify.Silent<LockAnalyzer>(Only("MSES0004", Unmarked(Source).Replace("{ lock (_gate) { _items.Add(1); } }", "{ _items.Add(1); }", StringComparison.Ordinal)));
    }

    /// <summary>Work that needs the lock itself waits for it, and does not take it again; the story says that it is waited for.</summary>
    [Fact]
    public async Task Waiting_for_work_is_holding_on()
    {
        const string Source = """
            public class C
            {
                private readonly SemaphoreSlim _a = new(1), _b = new(1);
                public void One() { _a.Wait(); try { Task.Run(TakeB).Wait(); } finally { _a.Release(); } }
                public void Two() { _b.Wait(); try { _a.Wait(); _a.Release(); } finally { _b.Release(); } }
                private void TakeB() { _b.Wait(); _b.Release(); }
            }
            """;
        Assert.Contains("then waits for C.TakeB, which takes C._b", Assert.Single(await FindingsAsync(Source)).GetMessage(System.Globalization.CultureInfo.InvariantCulture), StringComparison.Ordinal);
        Assert.Equal("MSES0004", Assert.Single(await FindingsAsync(Source.Replace("TakeB() { _b.Wait(); _b.Release(); }", "TakeB() { _a.Wait(); _a.Release(); }", StringComparison.Ordinal))).Id);
        Assert.Empty(await FindingsAsync(Source.Replace("Task.Run(TakeB).Wait();", "Task.Run(TakeB);", StringComparison.Ordinal)));
        Assert.Empty(await FindingsAsync(Source.Replace("(TakeB).Wait();", "(TakeB).Wait(100);", StringComparison.Ordinal)));
        Assert.Empty(await FindingsAsync(Source.Replace("One() { ", "One() { var task = SoonAsync(); ", StringComparison.Ordinal)
            .Replace("Task.Run(TakeB).Wait();", "task.Wait();", StringComparison.Ordinal).Replace("private void TakeB()", "private async Task SoonAsync() { TakeB(); await Task.Yield(); } private void TakeB()", StringComparison.Ordinal)));
    }

    /// <summary>A semaphore or an async lock is held across the start of an async method as well.</summary>
    [Fact]
    public async Task Waiting_under_a_semaphore()
    {
        const string Source = """
            public class C
            {
                private readonly SemaphoreSlim _gate = new(1);
                public void One() { _gate.Wait(); try { [|Task.Run(Work).Wait()|]; } finally { _gate.Release(); } }
                private void Work() { _gate.Wait(); _gate.Release(); }
            }
            """;
        await Verify.Analyzer<LockAnalyzer>(Only("MSES0004", Source));
        await Verify.Silent<LockAnalyzer>(Only("MSES0004", Unmarked(Source).Replace("new(1)", "new(2)", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task The_message_tells_both_stories()
    {
        var finding = Assert.Single(await Verify.Analyzer<LockAnalyzer>("""
            public class C
            {
                private readonly object _gate = new();
                public void One()
                {
                    lock (_gate)
                        [|Task.Run(Work).Wait()|];
                }
                private void Work() { lock (_gate) { } }
            }
            """));
        Assert.Equal(
            "Waits for a task while holding C._gate, which that work needs: one thread takes C._gate in C.One (0.cs:6), then waits for a task (0.cs:7); the other runs C.Work, which takes C._gate (0.cs:9)",
            finding.GetMessage(System.Globalization.CultureInfo.InvariantCulture));
        Assert.Equal("C._gate", LockDiagnosticProperties.KeyOf(finding));
        Assert.Equal(LockDiagnosticProperties.ReadSteps(finding).Length, finding.AdditionalLocations.Count);
    }

    private static string Program(string one) => $$"""
        public class C
        {
            private readonly object _gate = new(), _other = new();
            private Task? _task;
            public void One() { {{one}} }
            private void Inner() { Task.Run(Work).Wait(); }
            private void Work() { lock (_gate) { } }
            private int Count() { lock (_gate) return 1; }
            private async Task WorkAsync() { await Task.Yield(); lock (_gate) { } }
            private async Task<int> CountAsync() { await Task.Yield(); lock (_gate) return 1; }
            private async Task SoonAsync() { lock (_gate) { } await Task.Yield(); }
            private async Task Idle() { await Task.Yield(); }
        }
        """;
}

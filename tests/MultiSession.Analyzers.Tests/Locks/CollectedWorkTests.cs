using MultiSession.Analyzers.Locks;
using MultiSession.Analyzers.Tests.Verification;
using static MultiSession.Analyzers.Tests.Locks.LockTest;

namespace MultiSession.Analyzers.Tests.Locks;

/// <summary>MSES0004: threads, tasks and registrations that are kept in collections until somebody waits for them.</summary>
public class CollectedWorkTests
{
    [Theory]
    [InlineData("List<Thread> _work = new()", "var thread = new Thread(Work); _work.Add(thread); thread.Start();", "foreach (var one in _work) [|one.Join()|];")]
    [InlineData("List<Thread> _work = new()", "_work.Add(new Thread(Work));", "foreach (var one in _work.ToArray()) [|one.Join()|];")]
    [InlineData("List<Thread> _work = new()", "_work.Add(new Thread(Work));", "[|_work.ForEach(one => one.Join())|];")]
    [InlineData("Thread[] _work = new Thread[4]", "_work[0] = new Thread(Work);", "for (var at = 0; at < 4; at++) [|_work[at].Join()|];")]
    [InlineData("List<Task> _work = new()", "_work.Add(Task.Run(Work));", "[|Task.WaitAll(_work.ToArray())|];")]
    [InlineData("List<Task> _work = new()", "_work.Add(Task.Run(Work));", "[|Task.WhenAll(_work).Wait()|];")]
    [InlineData("Dictionary<int, Task> _work = new()", "_work[1] = Task.Run(Work);", "foreach (var one in _work.Values) [|one.Wait()|];")]
    [InlineData("Dictionary<int, Task> _work = new()", "_work.Add(1, Task.Run(Work));", "if (_work.TryGetValue(1, out var one)) [|one.Wait()|];")]
    [InlineData("List<CancellationTokenRegistration> _work = new()", "_work.Add(_source.Token.Register(Work));", "foreach (var one in _work) [|one.Dispose()|];")]
    [InlineData("System.Threading.Tasks.Dataflow.ActionBlock<int>? _work", "_work = new(_ => Work());", "[|_work!.Completion.Wait()|];")]
    [InlineData("System.Threading.Tasks.Dataflow.TransformBlock<int, int>? _work", "_work = new(item => { Work(); return item; });", "[|_work!.Completion.Wait()|];")]
    [InlineData("IDisposable? _work", "_work = _source.Token.Register(Work);", "[|_work?.Dispose()|];")]
    [InlineData("int _work", "", "[|Task.WhenAll(new[] { 1, 2 }.Select(one => WorkAsync())).Wait()|];")]
    [InlineData("int _work", "", "[|Task.WaitAll(new[] { 1, 2 }.Select(one => Task.Run(Work)).ToArray())|];")]
    [InlineData("int _work", "", "using ([|_source.Token.Register(Work)|]) { }")]
    public async Task Waiting_for_collected_work(string member, string start, string wait)
    {
        // A conditional access is reported at the call behind its question mark.
        var source = Source(member, start, wait.Replace("[|_work?.Dispose()|]", "_work?[|.Dispose()|]", StringComparison.Ordinal));
        await Verify.Analyzer<LockAnalyzer>(Only("MSES0004", source));
        await Verify.Silent<LockAnalyzer>(Only("MSES0004", Unmarked(source).Replace("lock (_gate) { } }", "}", StringComparison.Ordinal)));
        await Verify.Silent<LockAnalyzer>(Only("MSES0004", Unmarked(source).Replace("Stop() { lock (_gate)", "Stop() {", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("await Task.Run(Work);", true)]
    [InlineData("await Task.WhenAll(_work);", true)]
    [InlineData("await _timer.DisposeAsync();", true)]
    [InlineData("await Task.WhenAny(_work[0], Task.Delay(1));", false)]
    [InlineData("_timer.Dispose();", false)]
    public async Task Awaiting_work_under_a_semaphore(string wait, bool isReported)
    {
        var source = $$"""
            public class C
            {
                private readonly SemaphoreSlim _gate = new(1);
                private readonly List<Task> _work = new();
                private readonly Timer _timer;
                public C() { _work.Add(Task.Run(Work)); _timer = new Timer(_ => Work()); }
                public async Task Stop() { await _gate.WaitAsync(); try { {{wait}} await Task.Yield(); } finally { _gate.Release(); } }
                private void Work() { _gate.Wait(); _gate.Release(); }
            }
            """;
        Assert.Equal(isReported ? 1 : 0, (await FindingsAsync(Only("MSES0004", source))).Length);
        Assert.Empty(await FindingsAsync(Only("MSES0004", source.Replace("{ _gate.Wait(); _gate.Release(); }", "{ }", StringComparison.Ordinal))));
    }

    [Fact]
    public Task A_disposable_that_is_no_registration_is_not_waited_for() => Verify.Silent<LockAnalyzer>(Only("MSES0004", """
        public class C
        {
            private readonly object _gate = new();
            private IDisposable? _work;
            public void Start() { _work = new Timer(_ => Work()); }
            public void Stop() { lock (_gate) { _work?.Dispose(); } }
            private void Work() { lock (_gate) { } }
        }
        """));

    [Theory]
    [InlineData("Finish(_busy)", "Finish(_idle)", true)]
    [InlineData("Finish(_idle)", "Finish(_busy)", false)]
    public async Task A_task_is_the_one_that_the_caller_hands_in(string locked, string free, bool isReported)
    {
        var source = $$"""
            public class C
            {
                private readonly object _gate = new();
                private readonly Task _busy, _idle;
                public C() { _busy = Task.Run(Work); _idle = Task.Run(() => { }); }
                public void One() { lock (_gate) { {{(isReported ? $"[|{locked}|]" : locked)}}; } }
                public void Two() { {{free}}; }
                private static void Finish(Task task) { task.Wait(); }
                private void Work() { lock (_gate) { } }
            }
            """;
        if (isReported) await Verify.Analyzer<LockAnalyzer>(Only("MSES0004", source));
        else await Verify.Silent<LockAnalyzer>(Only("MSES0004", source));
    }

    private static string Source(string member, string start, string wait) => $$"""
        public class C
        {
            private readonly object _gate = new();
            private readonly CancellationTokenSource _source = new();
            private {{member}};
            public void Start() { {{start}} }
            public void Stop() { lock (_gate) { {{wait}} } }
            private void Work() { lock (_gate) { } }
            private async Task WorkAsync() { await Task.Yield(); lock (_gate) { } }
        }
        """;
}

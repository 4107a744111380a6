using MultiSession.Analyzers.Locks;
using MultiSession.Analyzers.Tests.Verification;
using static MultiSession.Analyzers.Tests.Locks.LockTest;

namespace MultiSession.Analyzers.Tests.Locks;

/// <summary>Who waits for all of an asynchronous method, and not only for its start.</summary>
public class AwaitTests
{
    [Theory]
    [InlineData("await [|InnerAsync()|];")]
    [InlineData("await [|Passed()|];")]
    [InlineData("await [|Chosen(true)|].ConfigureAwait(false);")]
    [InlineData("await Task.WhenAll([|InnerAsync()|], Task.CompletedTask);")]
    [InlineData("await Task.WhenAll(new[] { 1, 2 }.Select([|_ => InnerAsync()|]));", "new[] { 1, 2 }.Select(_ => InnerAsync())")]
    [InlineData("[|InnerAsync()|].GetAwaiter().GetResult(); await Task.Yield();")]
    [InlineData("[|InnerAsync()|].ConfigureAwait(false).GetAwaiter().GetResult(); await Task.Yield();")]
    [InlineData("[|InnerAsync()|].Wait(); await Task.Yield();")]
    [InlineData("_ = [|CountAsync()|].Result; await Task.Yield();")]
    [InlineData("Task.WaitAll([|InnerAsync()|], Task.CompletedTask); await Task.Yield();")]
    public async Task Waits_for_all(string statements, string? reported = null)
    {
        if (reported is not null) statements = Unmarked(statements).Replace(reported, $"[|{reported}|]", StringComparison.Ordinal);
        await Verify.Analyzer<LockAnalyzer>(Only("MSES0005", Program(statements)));
        await Verify.Silent<LockAnalyzer>(Only("MSES0005", Unmarked(Program(statements)).Replace("await Task.Yield(); await _gate.WaitAsync(); _gate.Release();", "await Task.Yield();", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("_ = InnerAsync(); await Task.Yield();")]
    [InlineData("_started = InnerAsync(); await Task.Yield();")]
    [InlineData("_started = Passed(); await Task.Yield();")]
    [InlineData("var inner = InnerAsync(); _gate.Release(); await inner; await _gate.WaitAsync();")]
    [InlineData("await Task.WhenAny(InnerAsync(), Task.Delay(1));")]
    public Task Waits_for_the_start_only(string statements) => Verify.Silent<LockAnalyzer>(Only("MSES0005", Program(statements)));

    /// <summary>What a method returns goes on after the method has freed its lock.</summary>
    [Fact]
    public async Task A_returned_task_goes_on_without_the_lock()
    {
        const string Source = """
            public class C
            {
                private readonly object _gate = new(), _other = new();
                public Task One() { lock (_gate) { return InnerAsync(); } }
                public void Two() { lock (_other) { lock (_gate) { } } }
                private async Task InnerAsync() { await Task.Yield(); lock (_other) { } }
            }
            """;
        await Verify.Silent<LockAnalyzer>(Only("MSES0001", Source));
        await Verify.Analyzer<LockAnalyzer>(Only("MSES0001", Source.Replace("return InnerAsync();", "[|InnerAsync()|].Wait(); return Task.CompletedTask;", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("var inner = InnerAsync(); [|await inner|];")]
    [InlineData("[|await _started!|];")]
    [InlineData("[|await _started!.ConfigureAwait(false)|];")]
    public async Task Awaiting_work_that_needs_the_lock(string statements)
    {
        await Verify.Analyzer<LockAnalyzer>(Only("MSES0004", Program(statements)));
        await Verify.Silent<LockAnalyzer>(Only("MSES0004", Program($"_gate.Release(); {Unmarked(statements)} await _gate.WaitAsync();")));
        await Verify.Silent<LockAnalyzer>(Only("MSES0004", Unmarked(Program(statements)).Replace("await Task.Yield(); await _gate.WaitAsync(); _gate.Release();", "await Task.Yield();", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_caller_that_does_not_wait_is_not_held_up()
    {
        const string Source = """
            public class C
            {
                private readonly object _gate = new();
                private Task _work = Task.CompletedTask;
                public void Start() { _work = WorkAsync(); }
                public void Stop() { lock (_gate) { [|FinishAsync()|].Wait(); } }
                private async Task FinishAsync() { await _work; }
                private async Task WorkAsync() { await Task.Yield(); lock (_gate) { } }
            }
            """;
        await Verify.Analyzer<LockAnalyzer>(Only("MSES0004", Source));
        await Verify.Silent<LockAnalyzer>(Only("MSES0004", Unmarked(Source).Replace("FinishAsync().Wait();", "_ = FinishAsync();", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("IsReady", "_ready.Task.Result", false)]
    [InlineData("IsDone", "_ready.Task.Result", false)]
    [InlineData("IsOther", "[|_ready.Task.Result|]", true)]
    [InlineData("IsUsed", "[|_ready.Task.Result|]", true)]
    public async Task A_property_of_the_object_may_have_looked_whether_the_task_is_done(string asked, string result, bool waits)
    {
        var source = $$"""
            public class C
            {
                private readonly object _gate = new();
                private readonly TaskCompletionSource<int> _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
                private readonly TaskCompletionSource<int> _other = new(TaskCreationOptions.RunContinuationsAsynchronously);
                private int _used;
                private bool IsReady => _ready.Task.Status == TaskStatus.RanToCompletion;
                private bool IsDone { get { return this._ready.Task.IsCompleted; } }
                private bool IsOther => _other.Task.IsCompleted;
                private bool IsUsed => _used > 0;
                public void One() { lock (_gate) { if ({{asked}}) _used = {{result}}; } }
                public void Load() { lock (_gate) { _ready.SetResult(1); } }
            }
            """;
        if (waits) await Verify.Analyzer<LockAnalyzer>(Only("MSES0004", source));
        else await Verify.Silent<LockAnalyzer>(Only("MSES0004", source));
    }

    [Theory]
    [InlineData("lock (_gate) { _ = [|_ready.Task.Result|]; }")]
    [InlineData("lock (_gate) { [|_ready.Task.Wait()|]; }")]
    [InlineData("lock (_gate) { [|_ready.Task.GetAwaiter().GetResult()|]; }")]
    [InlineData("lock (_gate) { _ = [|Ready|]; }")]
    public async Task A_task_that_is_completed_under_the_lock(string statements)
    {
        var source = $$"""
            public class C
            {
                private readonly object _gate = new();
                private readonly TaskCompletionSource<int> _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
                public int Ready => _ready.Task.Result;
                public void One() { {{statements}} }
                public void Load() { lock (_gate) { _ready.SetResult(1); One(); } }
            }
            """;
        await Verify.Analyzer<LockAnalyzer>(Only("MSES0004", source));
        await Verify.Silent<LockAnalyzer>(Only("MSES0004", Unmarked(source).Replace("public void Load() { lock (_gate)", "public void Load() {", StringComparison.Ordinal)));
        await Verify.Silent<LockAnalyzer>(Only("MSES0004", Unmarked(source).Replace("public int Ready => ", "public int Ready => !_ready.Task.IsCompletedSuccessfully ? 0 : ", StringComparison.Ordinal)
            .Replace("lock (_gate) { _", "if (_ready.Task.IsCompleted) lock (_gate) { _", StringComparison.Ordinal)));
        await Verify.Silent<LockAnalyzer>(Only("MSES0004", Unmarked(source).Replace("public int Ready => ", "public int Ready => _ready.Task.Status != TaskStatus.RanToCompletion ? 0 : ", StringComparison.Ordinal)
            .Replace("lock (_gate) { _", "if (_ready.Task.Status == TaskStatus.RanToCompletion) lock (_gate) { _", StringComparison.Ordinal)));
        await Verify.Silent<LockAnalyzer>(Only("MSES0004", Unmarked(source).Replace("public void Load()", "public void Stop() { _ready.TrySetCanceled(); } public void Load()", StringComparison.Ordinal)));
        const string Helped = "private void Done() => _ready.TrySetResult(1); public void Load() { lock (_gate) { Done(); } }";
        await Verify.Analyzer<LockAnalyzer>(Only("MSES0004", source.Replace("public void Load() { lock (_gate) { _ready.SetResult(1); One(); } }", Helped, StringComparison.Ordinal)));
        await Verify.Silent<LockAnalyzer>(Only("MSES0004", Unmarked(source).Replace("public void Load() { lock (_gate) { _ready.SetResult(1); One(); } }", Helped + "public void Skip() => Done();", StringComparison.Ordinal)));
    }

    private static string Program(string statements) => $$"""
        public class C
        {
            private readonly SemaphoreSlim _gate = new(1, 1);
            private Task? _started;
            public void Start() { _started = InnerAsync(); }
            public async Task OneAsync() { await _gate.WaitAsync(); {{statements}} _gate.Release(); }
            private Task Passed() => InnerAsync();
            private Task Chosen(bool inner) { return inner ? InnerAsync() : Task.CompletedTask; }
            private async Task InnerAsync() { await Task.Yield(); await _gate.WaitAsync(); _gate.Release(); }
            private async Task<int> CountAsync() { await Task.Yield(); await _gate.WaitAsync(); _gate.Release(); return 1; }
        }
        """;
}

using MultiSession.Analyzers.Locks;
using MultiSession.Analyzers.Tests.Verification;
using static MultiSession.Analyzers.Tests.Locks.LockTest;

namespace MultiSession.Analyzers.Tests.Locks;

/// <summary>Locks of a library that a method frees, not the disposal of a token.</summary>
public class LibraryLockTests
{
    [Theory]
    [InlineData("AsyncExclusiveLock", "await _gate.AcquireAsync()", "_gate.Release()", true)]
    [InlineData("AsyncLock", "await _gate.EnterAsync()", "_gate.Exit()", true)]
    [InlineData("AsyncSemaphore", "await _gate.WaitAsync()", "_gate.Release()", false)]
    [InlineData("AsyncExclusiveLock", "await _gate.AcquireAsync(TimeSpan.Zero)", "_gate.Release()", false)]
    public async Task A_lock_that_a_method_frees(string type, string take, string free, bool isReported)
    {
        var library = Library($"using System; using System.Threading.Tasks; public class {type} {{ public Task AcquireAsync() => null; public Task<bool> AcquireAsync(TimeSpan limit) => null; public Task EnterAsync() => null; public Task WaitAsync() => null; public void Release() {{ }} public void Exit() {{ }} }}");
        var source = $$"""
            public class C
            {
                private readonly {{type}} _gate = new();
                public async Task OneAsync() { {{take}}; try { await [|TwoAsync()|]; } finally { {{free}}; } }
                private async Task TwoAsync() { {{take}}; {{free}}; }
            }
            """;
        var silent = isReported ? Unmarked(source).Replace("try { await TwoAsync(); } finally {", "{", StringComparison.Ordinal) : Unmarked(source);
        if (isReported) await Verify.Analyzer<LockAnalyzer>(Only("MSES0005", source) with { References = library });
        await Verify.Silent<LockAnalyzer>(Only("MSES0005", silent) with { References = library });
        if (take.Contains("Zero", StringComparison.Ordinal)) return;
        if (isReported) await Verify.Analyzer<LockAnalyzer>(Only("MSES0005", source) with { AllowErrors = true });
        await Verify.Silent<LockAnalyzer>(Only("MSES0005", silent) with { AllowErrors = true });
    }

    [Theory]
    [InlineData("lock (_gate) { }", "lock (_gate) { }", false)]
    [InlineData("using (await _gate.LockAsync()) { }", "lock (_gate) { }", true)]
    [InlineData("using (_gate.Lock()) { }", "lock (_gate) { }", true)]
    public async Task The_monitor_of_a_lock_that_can_be_awaited_is_another_lock(string inside, string other, bool isReported)
    {
        var library = Library("using System; using System.Threading.Tasks; public class Mutex { public IDisposable Lock() => null; public Task<IDisposable> LockAsync() => null; }");
        var source = $$"""
            public class C
            {
                private readonly global::Mutex _gate = new();
                public async Task OneAsync() { using (await _gate.LockAsync()) { [|{{inside}}|] } }
                public void Two() { {{other}} }
            }
            """;
        var marked = source.Replace("[|using (await _gate.LockAsync()) { }|]", "using (await [|_gate.LockAsync()|]) { }", StringComparison.Ordinal)
            .Replace("[|using (_gate.Lock()) { }|]", "using ([|_gate.Lock()|]) { }", StringComparison.Ordinal);
        if (isReported) await Verify.Analyzer<LockAnalyzer>(Only("MSES0005", marked) with { References = library });
        else await Verify.Silent<LockAnalyzer>(Only("MSES0005", Unmarked(source)) with { References = library });
    }
}

using MultiSession.Analyzers.Locks;
using MultiSession.Analyzers.Tests.Verification;
using static MultiSession.Analyzers.Tests.Locks.LockTest;

namespace MultiSession.Analyzers.Tests.Locks;

/// <summary>MSES0005: a lock that does not know its holder is taken again by it.</summary>
public class ReacquireTests
{
    private const string Semaphore = "private readonly SemaphoreSlim _gate = new(1, 1);";

    [Theory]
    [InlineData(Semaphore, "_gate.Wait(); [|_gate.Wait()|];")]
    [InlineData(Semaphore, "_gate.Wait(); try { [|Again()|]; } finally { _gate.Release(); } void Again() { _gate.Wait(); _gate.Release(); }")]
    [InlineData("private SpinLock _gate = new();", "bool one = false, two = false; _gate.Enter(ref one); [|_gate.Enter(ref two)|];")]
    [InlineData("private readonly ReaderWriterLockSlim _gate = new();", "_gate.EnterReadLock(); [|_gate.EnterWriteLock()|];")]
    [InlineData("private readonly ReaderWriterLockSlim _gate = new();", "_gate.EnterReadLock(); [|_gate.EnterReadLock()|];")]
    [InlineData("private readonly ReaderWriterLockSlim _gate = new();", "_gate.EnterReadLock(); [|_gate.EnterUpgradeableReadLock()|];")]
    [InlineData("private readonly ReaderWriterLockSlim _gate = new();", "_gate.EnterWriteLock(); [|_gate.EnterReadLock()|];")]
    public Task Reports(string field, string statements) => Verify.Analyzer<LockAnalyzer>(Only("MSES0005", Program(field, statements)));

    [Theory]
    [InlineData(Semaphore, "_gate.Wait(); _gate.Release(); _gate.Wait(); _gate.Release();")]
    [InlineData(Semaphore, "_gate.Wait(); if (!_gate.Wait(0)) return; _gate.Release();")]
    [InlineData(Semaphore, "_gate.Wait(); _ = Task.Run(() => { _gate.Wait(); _gate.Release(); }); _gate.Release();")]
    [InlineData(Semaphore, "_gate.Wait(); Next()._gate.Wait(); C Next() => new C();")]
    [InlineData("private readonly SemaphoreSlim _gate = new(2);", "_gate.Wait(); _gate.Wait();")]
    [InlineData("private readonly SemaphoreSlim _gate = new(0);", "_gate.Wait(); _gate.Wait();")]
    [InlineData("private readonly object _gate = new();", "lock (_gate) { lock (_gate) { } }")]
    [InlineData("private readonly Lock _gate = new();", "lock (_gate) { lock (_gate) { } }")]
    [InlineData("private readonly Mutex _gate = new();", "_gate.WaitOne(); _gate.WaitOne();")]
    [InlineData("private readonly ReaderWriterLock _gate = new();", "_gate.AcquireReaderLock(-1); _ = _gate.UpgradeToWriterLock(-1);")]
    [InlineData("private readonly ReaderWriterLockSlim _gate = new();", "_gate.EnterUpgradeableReadLock(); _gate.EnterWriteLock(); _gate.ExitWriteLock(); _gate.ExitUpgradeableReadLock();")]
    [InlineData("private readonly ReaderWriterLockSlim _gate = new();", "_gate.EnterUpgradeableReadLock(); _gate.EnterReadLock(); _gate.ExitUpgradeableReadLock(); _gate.ExitReadLock();")]
    [InlineData("private readonly ReaderWriterLockSlim _gate = new();", "_gate.EnterReadLock(); _gate.ExitReadLock(); _gate.EnterWriteLock(); _gate.ExitWriteLock();")]
    [InlineData("private readonly ReaderWriterLockSlim _gate = new(LockRecursionPolicy.SupportsRecursion);", "_gate.EnterWriteLock(); _gate.EnterWriteLock();")]
    public Task Silent(string field, string statements) => Verify.Silent<LockAnalyzer>(Only("MSES0005", Program(field, statements)));

    [Fact]
    public async Task Through_asynchronous_calls_and_interfaces()
    {
        const string Source = """
            public interface IJobs { Task AddAsync(); }
            public class Jobs : IJobs
            {
                private readonly SemaphoreSlim _gate = new(1);
                public async Task AddAllAsync(bool more)
                {
                    await _gate.WaitAsync();
                    try { if (more) await [|AddAsync()|]; }
                    finally { _gate.Release(); }
                }
                public async Task AddAsync() { await _gate.WaitAsync(); _gate.Release(); }
            }
            """;
        await Verify.Analyzer<LockAnalyzer>(Only("MSES0005", Source));
        await Verify.Silent<LockAnalyzer>(Only("MSES0005", Source.Replace("await [|AddAsync()|]", "_ = more", StringComparison.Ordinal)));
    }

    /// <summary>Who tells a lock by which hold he comes may be let in again.</summary>
    [Theory]
    [InlineData("[|TwoAsync(default)|]", "default")]
    [InlineData("TwoAsync(token.Hold)", "default, hold")]
    public async Task A_lock_that_is_told_who_holds_it(string call, string given)
    {
        var source = $$"""
            public struct Hold { }
            public interface IToken : IDisposable { Hold Hold { get; } }
            public abstract class AsyncTurnLock { public abstract Task<IToken> LockAsync(CancellationToken cancellation = default, Hold hold = default); }
            public class C(AsyncTurnLock gate)
            {
                private readonly AsyncTurnLock _gate = gate;
                public async Task OneAsync() { using (var token = await _gate.LockAsync(CancellationToken.None)) { await {{call}}; } }
                private async Task TwoAsync(Hold hold) { using (await _gate.LockAsync({{given}})) { _ = hold; } }
            }
            """;
        if (call[0] == '[') await Verify.Analyzer<LockAnalyzer>(Only("MSES0005", source));
        else await Verify.Silent<LockAnalyzer>(Only("MSES0005", source));
    }

    [Fact]
    public async Task An_asynchronous_lock_of_the_programs_own()
    {
        const string Source = """
            public sealed class AsyncLock
            {
                private readonly SemaphoreSlim _semaphore = new(1);
                public async Task<IDisposable> LockAsync() { await _semaphore.WaitAsync(); return new Token(_semaphore); }
                private sealed class Token(SemaphoreSlim semaphore) : IDisposable { public void Dispose() => semaphore.Release(); }
            }
            public class C
            {
                private readonly AsyncLock _gate = new(), _other = new();
                public async Task OneAsync() { using (await _gate.LockAsync()) { await [|TwoAsync()|]; } }
                private async Task TwoAsync() { using (await _gate.LockAsync()) { } }
            }
            """;
        await Verify.Analyzer<LockAnalyzer>(Only("MSES0005", Source));
        await Verify.Silent<LockAnalyzer>(Only("MSES0005", Unmarked(Source).Replace("{ using (await _gate.LockAsync()) { } }", "{ using (await _other.LockAsync()) { } }", StringComparison.Ordinal)));
    }

    /// <summary>A task is something to dispose, and yet no token: what one way through a method keeps, its caller need not hold.</summary>
    [Theory]
    [InlineData("if (isNew) return;", false)]
    [InlineData("", true)]
    public async Task What_a_method_leaves_held_on_one_way_only(string way, bool isReported)
    {
        var source = $$"""
            public class C
            {
                private readonly SemaphoreSlim _gate = new(1);
                private async Task EnterAsync(bool isNew) { {{way}} await _gate.WaitAsync(); }
                private void Leave() => _gate.Release();
                public async Task OneAsync(bool isNew) { await EnterAsync(isNew); await {{(isReported ? "[|_gate.WaitAsync()|]" : "_gate.WaitAsync()")}}; Leave(); }
            }
            """;
        await (isReported ? Verify.Analyzer<LockAnalyzer>(Only("MSES0005", source)) : Verify.Silent<LockAnalyzer>(Only("MSES0005", source)));
    }

    [Fact]
    public async Task A_lock_in_a_local()
    {
        const string Source = """
            public class C
            {
                public async Task RunAsync(int depth)
                {
                    var gate = new SemaphoreSlim(1);
                    async Task AgainAsync() { await gate.WaitAsync(); gate.Release(); }
                    await gate.WaitAsync();
                    await [|AgainAsync()|];
                    gate.Release();
                }
            }
            """;
        await Verify.Analyzer<LockAnalyzer>(Only("MSES0005", Source));
        await Verify.Silent<LockAnalyzer>(Only("MSES0005", Unmarked(Source).Replace("await AgainAsync()", "await RunAsync(depth - 1)", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("Some.Library", "AsyncLock", "private readonly AsyncLocal<int> _depth = new();")]
    [InlineData("Some.Library", "ReentrantAsyncLock", "")]
    [InlineData("NeoSmart.AsyncLock", "AsyncLock", "")]
    public async Task An_asynchronous_lock_that_knows_its_holder_may_be_taken_again(string space, string type, string field)
    {
        await Verify.Silent<LockAnalyzer>(Only("MSES0005", Unmarked(TakenAgain($"{space}.{type}", Library(space, type, field)))));
        await Verify.Analyzer<LockAnalyzer>(Only("MSES0005", TakenAgain("Some.Library.AsyncLock", Library("Some.Library", "AsyncLock", ""))));
    }

    [Fact]
    public async Task An_asynchronous_lock_whose_library_is_missing()
    {
        await Verify.Silent<LockAnalyzer>(Only("MSES0005", "using NeoSmart.AsyncLock;" + Unmarked(TakenAgain("AsyncLock", ""))) with { AllowErrors = true });
        await Verify.Analyzer<LockAnalyzer>(Only("MSES0005", "using Nito.AsyncEx;" + TakenAgain("AsyncLock", "")) with { AllowErrors = true });
    }

    private static string Library(string space, string type, string field) =>
        $"namespace {space} {{ public sealed class {type} {{ {field} public Task<IDisposable> LockAsync() => throw new NotSupportedException(); }} }}";

    private static string TakenAgain(string type, string library) => $$"""
        {{library}}
        public class C
        {
            private readonly {{type}} _gate = new();
            public async Task OneAsync() { using (await _gate.LockAsync()) { await [|TwoAsync()|]; } }
            private async Task TwoAsync() { using (await _gate.LockAsync()) { } }
        }
        """;

    [Fact]
    public async Task The_message_names_both_places()
    {
        var finding = Assert.Single(await Verify.Analyzer<LockAnalyzer>(Only("MSES0005", """
            public class C
            {
                private readonly SemaphoreSlim _gate = new(1);
                public void One()
                {
                    _gate.Wait();
                    [|Two()|];
                    _gate.Release();
                }
                private void Two() { _gate.Wait(); _gate.Release(); }
            }
            """)));
        Assert.Equal("C._gate is not re-entrant and is held already: takes C._gate in C.One (0.cs:6), then calls C.Two, which takes C._gate (0.cs:10)",
            finding.GetMessage(System.Globalization.CultureInfo.InvariantCulture));
        Assert.Equal([5, 6, 9], finding.AdditionalLocations.Select(location => location.GetLineSpan().StartLinePosition.Line));
    }

    /// <summary>The callers' lock is free only in between, however often.</summary>
    [Theory]
    [InlineData("HANDBACK HANDBACK", false)]
    [InlineData("if (more) { HANDBACK } HANDBACK", false)]
    [InlineData("while (more) { HANDBACK HANDBACK }", false)]
    [InlineData("try { if (more) { HANDBACK } } catch (Exception) { HANDBACK }", false)]
    [InlineData("HANDBACK await _gate.WaitAsync(); _gate.Release();", true)]
    [InlineData("if (more) await _gate.WaitAsync(); if (more) _gate.Release();", true)]
    public async Task Who_hands_the_lock_of_his_callers_back(string statements, bool isReported)
    {
        var source = $$"""
            public class C
            {
                {{Semaphore}}
                public async Task RunAsync(bool more) { await _gate.WaitAsync(); try { await RestAsync(more); } finally { _gate.Release(); } }
                private async Task RestAsync(bool more) { {{statements.Replace("HANDBACK", "try { _gate.Release(); await Task.Yield(); } finally { await _gate.WaitAsync(); }", StringComparison.Ordinal)}} }
            }
            """;
        Assert.Equal(isReported ? 1 : 0, (await FindingsAsync(Only("MSES0005", source))).Length);
    }

    private static string Program(string field, string statements) => $"public class C {{ {field} public void M() {{ {statements} }} }}";
}

using MultiSession.Analyzers.Locks;
using MultiSession.Analyzers.Tests.Verification;
using static MultiSession.Analyzers.Tests.Locks.LockTest;

namespace MultiSession.Analyzers.Tests.Locks;

/// <summary>Every kind of lock takes part in a cycle, from where it is taken to where it is freed and no further.</summary>
public class LockKindTests
{
    [Theory]
    [InlineData("readonly object _b = new();", "lock ([|_b|]) {", "}")]
    [InlineData("readonly Lock _b = new();", "lock ([|_b|]) {", "}")]
    [InlineData("readonly object _b = new();", "[|Monitor.Enter(_b)|];", "Monitor.Exit(_b);")]
    [InlineData("readonly object _b = new();", "bool taken = false; try { [|Monitor.Enter(_b, ref taken)|];", "} finally { if (taken) Monitor.Exit(_b); }")]
    [InlineData("readonly Lock _b = new();", "[|_b.Enter()|];", "_b.Exit();")]
    [InlineData("readonly Lock _b = new();", "using ([|_b.EnterScope()|]) {", "}")]
    [InlineData("readonly SemaphoreSlim _b = new(1);", "[|_b.Wait()|];", "_b.Release();")]
    [InlineData("readonly SemaphoreSlim _b = new(1, 1);", "[|_b.Wait(CancellationToken.None)|]; try {", "} finally { _b.Release(); }")]
    [InlineData("readonly Semaphore _b = new(1, 1);", "[|_b.WaitOne()|];", "_b.Release();")]
    [InlineData("readonly Mutex _b = new();", "[|_b.WaitOne()|];", "_b.ReleaseMutex();")]
    [InlineData("SpinLock _b = new();", "bool taken = false; [|_b.Enter(ref taken)|];", "_b.Exit();")]
    [InlineData("readonly ReaderWriterLockSlim _b = new();", "[|_b.EnterWriteLock()|];", "_b.ExitWriteLock();")]
    [InlineData("readonly ReaderWriterLockSlim _b = new();", "[|_b.EnterUpgradeableReadLock()|];", "_b.ExitUpgradeableReadLock();")]
    [InlineData("readonly ReaderWriterLock _b = new();", "[|_b.AcquireWriterLock(-1)|];", "_b.ReleaseWriterLock();")]
    [InlineData("readonly List<int> _b = new();", "lock ([|((System.Collections.ICollection)_b).SyncRoot|]) {", "}")]
    [InlineData("readonly List<int> _b = new();", "lock ([|_b|]) {", "}")]
    [InlineData("", "lock ([|this|]) {", "}")]
    [InlineData("", "lock ([|typeof(C)|]) {", "}")]
    [InlineData("readonly object[] _b = [new()];", "lock ([|_b[0]|]) {", "}")]
    public async Task Each_kind(string field, string enter, string exit)
    {
        await Verify.Analyzer<LockAnalyzer>(Only("MSES0001", Program($"lock (_a) {{ {enter} {exit} }}", $"{Unmarked(enter)} lock (_a) {{ }} {exit}", field)));
        await Verify.Silent<LockAnalyzer>(Only("MSES0001", Program($"lock (_a) {{ {Unmarked(enter)} {exit} }}", $"{Unmarked(enter)} {exit} lock (_a) {{ }}", field)));
        await Verify.Silent<LockAnalyzer>(Only("MSES0001", Program($"lock (_a) {{ }} {Unmarked(enter)} {exit}", $"{Unmarked(enter)} lock (_a) {{ }} {exit}", field)));
    }

    [Theory]
    [InlineData("EnterReadLock", "ExitReadLock", "EnterReadLock", "ExitReadLock", false)]
    [InlineData("EnterReadLock", "ExitReadLock", "EnterUpgradeableReadLock", "ExitUpgradeableReadLock", false)]
    [InlineData("EnterUpgradeableReadLock", "ExitUpgradeableReadLock", "EnterUpgradeableReadLock", "ExitUpgradeableReadLock", true)]
    [InlineData("EnterReadLock", "ExitReadLock", "EnterWriteLock", "ExitWriteLock", true)]
    [InlineData("EnterWriteLock", "ExitWriteLock", "EnterReadLock", "ExitReadLock", true)]
    public async Task Readers_do_not_wait_for_readers(string enterOne, string exitOne, string enterTwo, string exitTwo, bool blocks)
    {
        var source = Program($"lock (_a) {{ [|_b.{enterOne}()|]; _b.{exitOne}(); }}", $"_b.{enterTwo}(); lock (_a) {{ }} _b.{exitTwo}();", "readonly ReaderWriterLockSlim _b = new();");
        if (blocks) await Verify.Analyzer<LockAnalyzer>(Only("MSES0001", source));
        else await Verify.Silent<LockAnalyzer>(Only("MSES0001", Unmarked(source)));
    }

    [Theory]
    [InlineData("Monitor.TryEnter(_b)", "Monitor.Exit(_b);", "object")]
    [InlineData("Monitor.TryEnter(_b, 100)", "Monitor.Exit(_b);", "object")]
    [InlineData("_b.TryEnter()", "_b.Exit();", "Lock")]
    [InlineData("_b.Wait(100)", "_b.Release();", "SemaphoreSlim")]
    [InlineData("_b.WaitOne(TimeSpan.FromSeconds(1))", "_b.ReleaseMutex();", "Mutex")]
    [InlineData("_b.TryEnterWriteLock(100)", "_b.ExitWriteLock();", "ReaderWriterLockSlim")]
    public async Task A_try_as_the_second_lock_gives_up(string tryEnter, string exit, string type)
    {
        var field = $"readonly {type} _b = new({(type == "SemaphoreSlim" ? "1, 1" : "")});";
        await Verify.Silent<LockAnalyzer>(Only("MSES0001", Program($"lock (_a) {{ if ({tryEnter}) {{ {exit} }} }}", $"if ({tryEnter}) {{ lock (_a) {{ }} {exit} }}", field)));
        await Verify.Silent<LockAnalyzer>(Only("MSES0001", Program($"lock (_a) {{ if (!{tryEnter}) return; {exit} }}", $"if (!{tryEnter}) return; lock (_a) {{ }} {exit}", field)));
    }

    [Theory]
    [InlineData("Monitor.TryEnter(_b, Timeout.Infinite);", "object")]
    [InlineData("_b.Wait(-1);", "SemaphoreSlim")]
    [InlineData("_b.WaitOne(Timeout.InfiniteTimeSpan);", "Mutex")]
    public Task A_try_without_an_end_does_not_give_up(string enter, string type)
    {
        var mark = "[|" + enter.TrimEnd(';') + "|];";
        var field = $"readonly {type} _b = new({(type == "SemaphoreSlim" ? "1, 1" : "")});";
        var exit = type switch { "object" => "Monitor.Exit(_b);", "SemaphoreSlim" => "_b.Release();", _ => "_b.ReleaseMutex();" };
        return Verify.Analyzer<LockAnalyzer>(Only("MSES0001", Program($"lock (_a) {{ {mark} {exit} }}", $"{enter} lock (_a) {{ }} {exit}", field)));
    }

    [Fact]
    public async Task Asynchronous_semaphores()
    {
        const string Fields = "readonly SemaphoreSlim _b = new(1), _c = new(1);";
        await Verify.Analyzer<LockAnalyzer>(Only("MSES0001", Program("", "", Fields + """
            public async Task M() { await _b.WaitAsync(); try { await [|_c.WaitAsync()|].ConfigureAwait(false); _c.Release(); } finally { _b.Release(); } }
            public async Task N() { await _c.WaitAsync(); try { await _b.WaitAsync(); _b.Release(); } finally { _c.Release(); } }
            """)));
        await Verify.Silent<LockAnalyzer>(Only("MSES0001", Program("", "", Fields + """
            public async Task M() { await _b.WaitAsync(); _b.Release(); await _c.WaitAsync(); _c.Release(); }
            public async Task N() { await _c.WaitAsync(); try { await _b.WaitAsync(); _b.Release(); } finally { _c.Release(); } }
            """)));
    }

    [Fact]
    public async Task Synchronized_methods()
    {
        const string Back = "lock (this) { lock (_a) { } } lock (typeof(C)) { lock (_a) { } }";
        const string Methods = """
            [System.Runtime.CompilerServices.MethodImpl(System.Runtime.CompilerServices.MethodImplOptions.Synchronized)] public void Own() { }
            [System.Runtime.CompilerServices.MethodImpl(System.Runtime.CompilerServices.MethodImplOptions.Synchronized)] public static void Shared() { }
            public void Plain() { }
            """;
        await Verify.Analyzer<LockAnalyzer>(Only("MSES0001", Program("lock (_a) { [|Own()|]; [|Shared()|]; }", Back, Methods)));
        await Verify.Silent<LockAnalyzer>(Only("MSES0001", Program("lock (_a) { Plain(); } Own(); Shared();", Back, Methods)));
    }

    [Theory]
    [InlineData("new(() => { lock (_gate) return 1; })", true)]
    [InlineData("new(() => { lock (_gate) return 1; }, LazyThreadSafetyMode.ExecutionAndPublication)", true)]
    [InlineData("new(() => { lock (_gate) return 1; }, LazyThreadSafetyMode.PublicationOnly)", false)]
    [InlineData("new(() => { lock (_gate) return 1; }, false)", false)]
    [InlineData("new(() => 1)", false)]
    public async Task A_lazy_value_is_a_lock_around_its_factory(string creation, bool isLock)
    {
        var source = Program("lock (_gate) { _ = _value.Value; }", "", $"static readonly object _gate = new(); static readonly Lazy<int> _value = {creation}; public int Read() => {{|MSES0001:_value.Value|}};");
        if (isLock) await Verify.Analyzer<LockAnalyzer>(Only("MSES0001", source));
        else await Verify.Silent<LockAnalyzer>(Only("MSES0001", source.Replace("{|MSES0001:", "", StringComparison.Ordinal).Replace("|}", "", StringComparison.Ordinal)));
    }

    private static string Program(string one, string two, string members) => $$"""
        public class C
        {
            private readonly object _a = new();
            {{members}}
            public void One() { {{one}} }
            public void Two() { {{two}} }
        }
        """;
}

using MultiSession.Analyzers.Locks;
using MultiSession.Analyzers.Tests.Verification;
using static MultiSession.Analyzers.Tests.Locks.LockTest;

namespace MultiSession.Analyzers.Tests.Locks;

/// <summary>A helper that is told by an argument to take no lock leaves none held.</summary>
public class ConditionalHoldTests
{
    private const string Gate = """
        public class Gate
        {
            private readonly SemaphoreSlim _semaphore = new(1, 1);
            public IDisposable Lock(bool acquire = true)
            {
                if (!acquire) return new Hold(null);
                _semaphore.Wait();
                return new Hold(_semaphore);
            }
            private sealed class Hold : IDisposable
            {
                private readonly SemaphoreSlim? _held;
                public Hold(SemaphoreSlim? held) => _held = held;
                public void Dispose() => _held?.Release();
            }
        }
        """;

    [Theory]
    [InlineData("Again(true)", true)]
    [InlineData("Again()", true)]
    [InlineData("Again(false)", false)]
    public Task Who_says_that_he_holds_it_does_not_take_it_again(string call, bool isFound) => Check("MSES0005", isFound, $$"""
        {{Gate}}
        public class C
        {
            private readonly Gate _gate = new();
            public void One() { using (_gate.Lock()) { [|{{call}}|]; } }
            private void Again(bool acquire = true) { using (_gate.Lock(acquire)) { } }
        }
        """);

    [Theory]
    [InlineData("Work(true)", true)]
    [InlineData("Work(false)", false)]
    public Task What_nobody_asks_for_is_not_held(string call, bool isFound) => Check("MSES0001", isFound, $$"""
        {{Gate}}
        public class C
        {
            private readonly Gate _gate = new();
            private readonly object _b = new();
            private void Work(bool acquire) { using (_gate.Lock(acquire)) { lock ([|_b|]) { } } }
            public void One() => {{call}};
            public void Two() { lock (_b) { using (_gate.Lock()) { } } }
        }
        """);

    /// <summary>A lock that is taken if a condition says so is held until the same condition, or the flag that was set, is asked to free it.</summary>
    [Theory]
    [InlineData("if (own) Monitor.Enter(_a);", "if (own) Monitor.Exit(_a);", true)]
    [InlineData("if (!own) Monitor.Enter(_a);", "if (!own) Monitor.Exit(_a);", true)]
    [InlineData("var taken = false; if (!own) { Monitor.Enter(_a); taken = true; }", "if (taken) Monitor.Exit(_a);", true)]
    [InlineData("var taken = false; if (_count > 0) { Monitor.Enter(_a); taken = true; }", "if (taken) Monitor.Exit(_a);", true)]
    [InlineData("var taken = false; if (Look() > 0) { Monitor.Enter(_a); taken = true; }", "if (taken) Monitor.Exit(_a);", true)]
    [InlineData("if (own == false) Monitor.Enter(_a);", "if (own == false) Monitor.Exit(_a);", true)]
    [InlineData("if (own != true) Monitor.Enter(_a);", "if (!own) Monitor.Exit(_a);", true)]
    [InlineData("if (other == null) Monitor.Enter(_a);", "if (other is null) Monitor.Exit(_a);", true)]
    [InlineData("if (other != null) Monitor.Enter(_a);", "if (other is not null) Monitor.Exit(_a);", true)]
    [InlineData("if (!_isOwned) Monitor.Enter(_a);", "if (!_isOwned) Monitor.Exit(_a);", true)]
    [InlineData("if (other == null) Monitor.Enter(_a); if (other == null) Monitor.Exit(_a);", "", false)]
    [InlineData("if (own == false) Monitor.Enter(_a); if (own == false) Monitor.Exit(_a);", "", false)]
    [InlineData("if (!own) { Monitor.Enter(_a); Monitor.Exit(_a); }", "", false)]
    [InlineData("if (!own) Monitor.Enter(_a); if (!own) Monitor.Exit(_a);", "", false)]
    [InlineData("var taken = false; if (!own) { Monitor.Enter(_a); taken = true; } if (taken) Monitor.Exit(_a);", "", false)]
    public Task What_a_flag_says(string take, string free, bool isFound) => Check("MSES0001", isFound, $$"""
        public class C
        {
            private readonly object _a = new(), _b = new();
            private readonly bool _isOwned = Environment.ProcessId > 1;
            private int _count;
            public void One(bool own, object? other = null) { {{take}} try { lock ([|_b|]) _count++; } finally { {{free}} } }
            private int Look() => _count;
            public void Two() { lock (_b) { lock (_a) _count++; } }
        }
        """);

    /// <summary>What a condition calls runs, and what it takes is not taken again.</summary>
    [Theory]
    [InlineData("var taken = false; if ([|Look()|] > 0) { _gate.Wait(); taken = true; } if (taken) _gate.Release();", true)]
    [InlineData("var taken = false; if (!_other.Wait(0)) { _other.Wait(); taken = true; } if (taken) _other.Release();", false)]
    public Task What_the_condition_does(string body, bool isFound) => Check("MSES0005", isFound, $$"""
        public class C
        {
            private readonly SemaphoreSlim _held = new(1, 1), _gate = new(1, 1), _other = new(1, 1);
            public void One() { _held.Wait(); try { {{body}} } finally { _held.Release(); } }
            private int Look() { _held.Wait(); _held.Release(); return 1; }
        }
        """);

    /// <summary>Where the flag says that the lock was not taken, it is not held.</summary>
    [Theory]
    [InlineData("if (!own) { lock ([|_b|]) _count++; }", true)]
    [InlineData("if (own) { lock (_b) _count++; }", false)]
    [InlineData("if (own == false) { lock ([|_b|]) _count++; }", true)]
    [InlineData("if (own == true) { lock (_b) _count++; }", false)]
    public Task Where_the_flag_is_asked(string inside, bool isFound) => Check("MSES0001", isFound, $$"""
        public class C
        {
            private readonly object _a = new(), _b = new();
            private int _count;
            public void One(bool own) { if (!own) Monitor.Enter(_a); {{inside}} if (!own) Monitor.Exit(_a); }
            public void Two() { lock (_b) { lock (_a) _count++; } }
        }
        """);

    [Theory]
    [InlineData("true", true)]
    [InlineData("false", false)]
    public Task What_is_awaited_if_a_flag_says_so(string take, bool isFound) => Check("MSES0005", isFound, $$"""
        public class C
        {
            private readonly SemaphoreSlim _gate = new(1, 1);
            public async Task OneAsync() { await _gate.WaitAsync(); try { await [|TwoAsync({{take}})|]; } finally { _gate.Release(); } }
            private async Task TwoAsync(bool take) { if (take) await _gate.WaitAsync(); try { await Task.Yield(); } finally { if (take) _gate.Release(); } }
        }
        """);

    private static Task Check(string rule, bool isFound, string source) =>
        isFound ? Verify.Analyzer<LockAnalyzer>(Only(rule, source)) : Verify.Silent<LockAnalyzer>(Only(rule, Unmarked(source)));
}

using MultiSession.Analyzers.Locks;
using MultiSession.Analyzers.Tests.Verification;
using static MultiSession.Analyzers.Tests.Locks.LockTest;

namespace MultiSession.Analyzers.Tests.Locks;

/// <summary>Locks that a collection keeps, one for each key: whichever it is, it is taken before or after another lock.</summary>
public class KeyedLockTests
{
    [Theory]
    [InlineData("System.Collections.Concurrent.ConcurrentDictionary<string, object>", "return _locks.GetOrAdd(key, _ => new object());")]
    [InlineData("System.Runtime.CompilerServices.ConditionalWeakTable<string, object>", "return _locks.GetValue(key, _ => new object());")]
    [InlineData("Dictionary<string, object>", "return _locks[key];")]
    [InlineData("Dictionary<string, object>", "lock (_locks) { if (!_locks.TryGetValue(key, out var found)) { found = new object(); _locks[key] = found; } return found; }")]
    [InlineData("Dictionary<string, object>", "lock (_locks) { if (_locks.TryGetValue(key, out var found)) return found; var made = new object(); _locks.Add(key, made); return made; }")]
    public async Task Both_orders(string type, string lookup)
    {
        var source = $$"""
            public class C
            {
                private readonly {{type}} _locks = new();
                private readonly object _gate = new();
                public void One(string key) { lock (Of(key)) { lock ([|_gate|]) { } } }
                public void Two(string key) { lock (_gate) { lock (Of(key)) { } } }
                private object Of(string key) { {{lookup}} }
            }
            """;
        Assert.Equal("C._locks[]\nC._gate", LockDiagnosticProperties.KeyOf(Assert.Single(await Verify.Analyzer<LockAnalyzer>(Only("MSES0001", source)))));
        // Looking a lock up is not taking it: the lock of the collection itself is another one.
        await Verify.Silent<LockAnalyzer>(Only("MSES0001", Unmarked(source).Replace("{ lock (Of(key)) { } }", "{ Of(key); }", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("new SemaphoreSlim(1, 1)", true)]
    [InlineData("new SemaphoreSlim(4, 4)", false)]
    public async Task Semaphores(string made, bool isReported)
    {
        var source = $$"""
            public class C
            {
                private readonly Dictionary<string, SemaphoreSlim> _locks = new();
                private readonly object _gate = new();
                public void One(string key) { Enter(key); try { lock (_gate) { } } finally { _locks[key].Release(); } }
                public void Two(string key) { lock (_gate) { Enter(key); _locks[key].Release(); } }
                private void Enter(string key)
                {
                    SemaphoreSlim found;
                    lock (_locks) { if (!_locks.TryGetValue(key, out found!)) { found = {{made}}; _locks.Add(key, found); } }
                    found.Wait();
                }
            }
            """;
        Assert.Equal(isReported ? 1 : 0, (await FindingsAsync(Only("MSES0001", source))).Length);
    }

    /// <summary>What a static constructor does once would have to come for just the key that is held.</summary>
    [Theory]
    [InlineData("private static readonly object Gate = new();", "Gate", true)]
    [InlineData("private static readonly Dictionary<string, object> Locks = new();", "Locks[path]", false)]
    public async Task With_a_static_constructor(string member, string taken, bool isReported)
    {
        var source = $$"""
            public static class Files
            {
                {{member}}
                public static void Check(string path) { lock ({{taken}}) { } }
                public static void Write(string path) { lock ({{taken}}) { [|Log.Error()|]; } }
            }
            public static class Log
            {
                static Log() { [|Files.Check("logs")|]; }
                public static void Error() { }
            }
            """;
        Assert.Equal(isReported ? 1 : 0, (await FindingsAsync(Only("MSES0001", Unmarked(source)))).Length);
    }

    /// <summary>Which override runs is a guess, and so is which key: both together are not told.</summary>
    [Theory]
    [InlineData("", true)]
    [InlineData("private sealed class Other : IStep { public void Do(C c, string key) { } } public IStep New() => new Other();", false)]
    public async Task Through_dispatch(string other, bool isReported)
    {
        var source = $$"""
            public interface IStep { void Do(C c, string key); }
            public class C
            {
                private readonly Dictionary<string, object> _locks = new();
                private readonly object _gate = new();
                public void One(string key) { lock (_locks[key]) { lock (_gate) { } } }
                public void Two(IStep step, string key) { lock (_gate) { step.Do(this, key); } }
                public IStep Make() => new Step();
                private sealed class Step : IStep { public void Do(C c, string key) { lock (c._locks[key]) { } } }
                {{other}}
            }
            """;
        Assert.Equal(isReported ? 1 : 0, (await FindingsAsync(Only("MSES0001", source))).Length);
    }

    [Fact]
    public async Task Locks_of_two_keys_are_not_one_lock()
    {
        const string Source = """
            public class C
            {
                private readonly System.Collections.Concurrent.ConcurrentDictionary<int, SemaphoreSlim> _locks = new();
                public void Move(int from, int to)
                {
                    var first = _locks.GetOrAdd(from, _ => new SemaphoreSlim(1)); var second = _locks.GetOrAdd(to, _ => new SemaphoreSlim(1));
                    first.Wait(); second.Wait(); second.Release(); first.Release();
                }
            }
            """;
        Assert.Empty(await FindingsAsync(new TestProject(Source)));
    }

    [Fact]
    public async Task A_keyed_lock_of_a_library()
    {
        var library = Library("public class AsyncKeyedLock { public System.Threading.Tasks.Task<System.IDisposable> LockAsync(string key, System.Threading.CancellationToken token = default) => throw new System.Exception(); }");
        const string Source = """
            public class C
            {
                private readonly AsyncKeyedLock _locks = new();
                public async Task Move(string from, string to) { using (await _locks.LockAsync(from)) using (await _locks.LockAsync(to)) { } }
            }
            """;
        Assert.Empty(await FindingsAsync(new TestProject(Source) { References = library }));
    }

    /// <summary>Items that lock themselves are their own locks, wherever they are kept.</summary>
    [Fact]
    public async Task An_item_that_is_its_own_lock()
    {
        const string Source = """
            public class Item { public void Touch() { lock (this) { } } }
            public class C
            {
                private readonly List<Item> _items = new();
                private readonly object _gate = new();
                public void One(int at) { lock (_items[at]) { lock ([|_gate|]) { } } }
                public void Two(int at) { lock (_gate) { _items[at].Touch(); } }
            }
            """;
        await Verify.Analyzer<LockAnalyzer>(Only("MSES0001", Source));
        await Verify.Silent<LockAnalyzer>(Only("MSES0001", Unmarked(Source).Replace("{ _items[at].Touch(); }", "{ lock (_items) { } }", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_local_that_is_null_first()
    {
        const string Source = """
            public class C
            {
                private readonly object _gate = new(), _other = new();
                public void One() { object? gate = null; gate = _gate; lock (gate) { lock ([|_other|]) { } } }
                public void Two() { lock (_other) { lock (_gate) { } } }
            }
            """;
        await Verify.Analyzer<LockAnalyzer>(Only("MSES0001", Source));
        await Verify.Silent<LockAnalyzer>(Only("MSES0001", Unmarked(Source).Replace("gate = null", "gate = _other", StringComparison.Ordinal)));
    }

    /// <summary>What a library's object shows is no lock of its own: which object shows it tells more.</summary>
    [Theory]
    [InlineData("_first", true)]
    [InlineData("_second", false)]
    public Task What_a_librarys_object_shows_is_one_of_what_its_collection_keeps(string other, bool isFound)
    {
        var source = $$"""
            public class C
            {
                private readonly object _a = new();
                private readonly Dictionary<string, Lazy<object>> _first = [], _second = [];
                public void One(string name) { lock (_a) { lock ([|_first[name].Value|]) { } } }
                public void Two(string name) { lock ({{other}}[name].Value) { lock (_a) { } } }
            }
            """;
        return isFound ? Verify.Analyzer<LockAnalyzer>(Only("MSES0001", source)) : Verify.Silent<LockAnalyzer>(Only("MSES0001", Unmarked(source)));
    }
}

using MultiSession.Analyzers.Locks;
using MultiSession.Analyzers.Tests.Verification;
using static MultiSession.Analyzers.Tests.Locks.LockTest;

namespace MultiSession.Analyzers.Tests.Locks;

/// <summary>The same lock under another name, or behind a method, a token or a helper of the program's own.</summary>
public class AliasAndWrapperTests
{
    [Theory]
    [InlineData("lock ([|Gate|]) { }", "private object Gate => _b;")]
    [InlineData("lock ([|Gate|]) { }", "private object Gate { get { return _b; } }")]
    [InlineData("lock ([|GetGate()|]) { }", "private object GetGate() => _b;")]
    [InlineData("var gate = _b; lock ([|gate|]) { }", "")]
    [InlineData("var self = this; lock ([|self._b|]) { }", "")]
    [InlineData("[|Under(_b)|];", "private void Under(object gate) { lock (gate) { } }")]
    [InlineData("[|_helper.Work()|];", "private readonly Helper _helper; public C() { _helper = new Helper(_b); }", "class Helper { private readonly object _gate; public Helper(object gate) { _gate = gate; } public void Work() { lock (_gate) { } } }")]
    [InlineData("[|_helper.Work()|];", "private readonly Helper _helper; public C() { _helper = new Helper(_b); }", "class Helper(object gate) { public void Work() { lock (gate) { } } }")]
    public Task Aliases(string statements, string member, string type = "") => BothWaysAsync(statements, member, type);

    [Theory]
    [InlineData("[|EnterB()|]; ExitB();", "private void EnterB() => Monitor.Enter(_b); private void ExitB() => Monitor.Exit(_b);")]
    [InlineData("[|EnterB()|]; try { } finally { ExitB(); }", "private void EnterB() { Monitor.Enter(_b); } private void ExitB() { Monitor.Exit(_b); }")]
    [InlineData("using ([|LockB()|]) { }", "private Token LockB() { Monitor.Enter(_b); return new Token(_b); }", "class Token(object gate) : IDisposable { public void Dispose() => Monitor.Exit(gate); }")]
    [InlineData("using ([|new Holder(_b)|]) { }", "", "class Holder : IDisposable { private readonly object _gate; public Holder(object gate) { _gate = gate; Monitor.Enter(gate); } public void Dispose() => Monitor.Exit(_gate); }")]
    [InlineData("using var token = [|new Holder(_b)|];", "", "struct Holder : IDisposable { private readonly object _gate; public Holder(object gate) { _gate = gate; Monitor.Enter(_gate); } public void Dispose() => Monitor.Exit(_gate); }")]
    [InlineData("[|Enter(_b)|]; Exit(_b);", "private static void Enter(object gate) { try { Monitor.Enter(gate); } catch (ThreadInterruptedException) { Retry(gate); } } private static void Retry(object gate) => Monitor.Enter(gate); private static void Exit(object gate) => Monitor.Exit(gate); private void Other() { Enter(_a); Exit(_a); }")]
    [InlineData("[|Enter(_b)|]; try { } finally { Exit(_b); }", "private static void Enter(object gate) { try { Monitor.Enter(gate); } catch (ThreadInterruptedException) { Retry(gate); } } private static void Retry(object gate) => Monitor.Enter(gate); private static void Exit(object gate) => Monitor.Exit(gate); private void Other() { Enter(_a); Exit(_a); }")]
    [InlineData("[|WithB(() => { })|];", "private void WithB(Action act) { lock (_b) act(); }")]
    public Task Wrappers(string statements, string member, string type = "") => BothWaysAsync(statements, member, type);

    /// <summary>The wrapper's lock is held from the call on: what comes then is taken under it.</summary>
    [Theory]
    [InlineData("EnterB(); lock ([|_a|]) { } ExitB();", "private void EnterB() => Monitor.Enter(_b); private void ExitB() => Monitor.Exit(_b);")]
    [InlineData("EnterB(); lock ([|_a|]) { } ExitB();", "private void EnterB() => Monitor.Enter(_b); private void ExitB() => FreeB(); private void FreeB() => Monitor.Exit(_b);")]
    [InlineData("Enter(_b); lock ([|_a|]) { } Exit(_b);", "private static void Enter(object gate) { try { Monitor.Enter(gate); } catch (ThreadInterruptedException) { Retry(gate); } } private static void Retry(object gate) => Monitor.Enter(gate); private static void Exit(object gate) => Monitor.Exit(gate); private void Other() { Enter(_a); Exit(_a); }")]
    [InlineData("using (LockB()) { lock ([|_a|]) { } }", "private Token LockB() { Monitor.Enter(_b); return new Token(_b); }", "class Token(object gate) : IDisposable { public void Dispose() => Monitor.Exit(gate); }")]
    [InlineData("using var held = LockB(); lock ([|_a|]) { }", "private Token LockB() { Monitor.Enter(_b); return new Token(_b); }", "class Token(object gate) : IDisposable { public void Dispose() => Monitor.Exit(gate); }")]
    [InlineData("foreach (var item in Items()) { lock ([|_a|]) { } }", "private IEnumerable<int> Items() { lock (_b) { yield return 1; } }")]
    public async Task Held_by_a_wrapper(string statements, string member, string type = "")
    {
        const string Back = "lock (_a) { lock (_b) { } }";
        await Verify.Analyzer<LockAnalyzer>(Only("MSES0001", Program(statements, Back, member, type)));
        var freed = $"{{ {Unmarked(statements).Replace("lock (_a) { }", "", StringComparison.Ordinal)} }} lock (_a) {{ }}";
        await Verify.Silent<LockAnalyzer>(Only("MSES0001", Program(freed, Back, member, type)));
    }

    /// <summary>An abstract property that one class answers with a lock is that lock; where two do, nobody knows which.</summary>
    [Theory]
    [InlineData("class Part(Owner? owner) : Base { public override object? Sync => owner?.Gate; }", true)]
    [InlineData("class Part(Owner? owner) : Base { public override object? Sync { get { return owner?.Gate; } } }", true)]
    [InlineData("class Part(Owner owner) : Base { public override object? Sync => owner.Gate; }", true)]
    [InlineData("class Part(Owner owner) : Base { public override object? Sync => owner.Gate; } class None : Base { public override object? Sync => null; }", true)]
    [InlineData("class Part(Owner owner) : Base { public override object? Sync => owner.Gate; } class None : Base { public override object? Sync { get => null; } }", true)]
    [InlineData("class Part(Owner owner) : Base { public override object? Sync => owner.Gate; } class None : Base { public override object? Sync { get { return null; } } }", true)]
    [InlineData("class Part(Owner owner) : Base { private readonly object _own = new(); public override object? Sync => _own; } class More : Base { private readonly object _more = new(); public override object? Sync => _more; }", false)]
    public async Task An_abstract_property_that_answers_with_a_lock(string types, bool isGate)
    {
        var source = $$"""
            public class Owner
            {
                private readonly object _gate = new();
                public object Gate => _gate;
                public void Remove() { lock (_gate) { } }
                public void Run(Base part) { lock (_gate) { lock ({{(isGate ? "part.Sync!" : "[|part.Sync|]!")}}) { } } }
            }
            public abstract class Base
            {
                public abstract object? Sync { get; }
            }
            public class Collection(Base part, Owner owner)
            {
                public void Clear() { lock (part.Sync!) { owner.Remove(); } }
            }
            {{types}}
            """;
        if (isGate) await Verify.Silent<LockAnalyzer>(Only("MSES0001", source));
        else await Verify.Analyzer<LockAnalyzer>(Only("MSES0001", source));
    }

    [Fact]
    public Task Who_frees_what_he_tried_to_take_frees_nothing_of_his_callers() => Verify.Analyzer<LockAnalyzer>(Only("MSES0001", Program("lock (_a) { Peek(); lock ([|_b|]) { } }", "lock (_b) { lock (_a) { } }", """
        private int Peek() => Head();
        private int Head()
        {
            var taken = false;
            try
            {
                Monitor.TryEnter(_a, 10, ref taken);
                if (taken) return 1;
                return 0;
            }
            finally
            {
                if (taken) Monitor.Exit(_a);
            }
        }
        """, "")));

    [Fact]
    public async Task An_object_that_is_handed_to_be_locked()
    {
        const string Source = """
            public static class Gates
            {
                public static void Enter(object gate) => Monitor.Enter(gate);
                public static void Exit(object gate) => Monitor.Exit(gate);
            }
            public class Whole
            {
                private readonly Part _part = new();
                public void One() { Gates.Enter(this); [|_part.Work()|]; Gates.Exit(this); }
                public void Look() { Gates.Enter(this); Gates.Exit(this); }
            }
            public class Part
            {
                public void Work() { Gates.Enter(this); Gates.Exit(this); }
                public void Two(Whole whole) { Gates.Enter(this); whole.Look(); Gates.Exit(this); }
            }
            """;
        await Verify.Analyzer<LockAnalyzer>(Only("MSES0001", Source));
        await Verify.Silent<LockAnalyzer>(Only("MSES0001", Unmarked(Source).Replace("whole.Look(); Gates.Exit(this);", "Gates.Exit(this); whole.Look();", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task An_enumerator_that_holds_a_lock()
    {
        const string Source = """
            public class Bag
            {
                private readonly object _gate = new();
                public void Add(int item) { lock (_gate) { } }
                public Walker GetEnumerator() => new(_gate);
                public struct Walker : IDisposable
                {
                    private readonly object _gate;
                    public Walker(object gate) { _gate = gate; Monitor.Enter(gate); }
                    public bool MoveNext() => false;
                    public int Current => 0;
                    public void Dispose() => Monitor.Exit(_gate);
                }
            }
            public class C
            {
                private readonly Bag _bag = new();
                private readonly object _a = new();
                public void One() { foreach (var item in _bag) { lock ([|_a|]) { } } }
                public void Two() { lock (_a) _bag.Add(1); }
            }
            """;
        await Verify.Analyzer<LockAnalyzer>(Only("MSES0001", Source));
        await Verify.Silent<LockAnalyzer>(Only("MSES0001", Source.Replace("{ lock ([|_a|]) { } }", "{ } lock (_a) { }", StringComparison.Ordinal)));
    }

    /// <summary>A lambda that a helper runs under its lock.</summary>
    [Fact]
    public async Task A_helper_that_runs_a_lambda_under_its_lock()
    {
        const string Source = """
            public class C
            {
                private readonly object _a = new(), _b = new();
                private void WithB(Action act) { lock (_b) { act(); } }
                public void One() => WithB(() => { lock (_a) { } });
                public void Two() { lock (_a) { WithB(() => { }); } }
            }
            """;
        Assert.Single(await Verify.Analyzer<LockAnalyzer>(Only("MSES0001", Source.Replace("act();", "[|act()|];", StringComparison.Ordinal))));
        await Verify.Silent<LockAnalyzer>(Only("MSES0001", Source.Replace("lock (_b) { act(); }", "lock (_b) { } act();", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("AsyncLock", "LockAsync", "Task<IDisposable>")]
    [InlineData("AsyncLock", "LockAsync", "ValueTask<IDisposable>")]
    [InlineData("AsyncSemaphore", "EnterAsync", "Task<IDisposable>")]
    [InlineData("AsyncReaderWriterLock", "WriteLockAsync", "Task<IDisposable>")]
    public async Task Asynchronous_locks_by_shape(string type, string method, string result)
    {
        var program = $$"""
            public class {{type}} { public {{result}} {{method}}() => default!; }
            public class C
            {
                private readonly {{type}} _a = new(), _b = new();
                public async Task One() { using (await _a.{{method}}()) { using (await [|_b.{{method}}()|]) { } } }
                public async Task Two() { using (await _b.{{method}}()) { using (await _a.{{method}}()) { } } }
            }
            """;
        await Verify.Analyzer<LockAnalyzer>(Only("MSES0001", program));
        await Verify.Silent<LockAnalyzer>(Only("MSES0001", program.Replace($"{{ using (await [|_b.{method}()|]) {{ }} }}", $"{{ }} using (await _b.{method}()) {{ }}", StringComparison.Ordinal)));
    }

    private static async Task BothWaysAsync(string statements, string member, string type)
    {
        await Verify.Analyzer<LockAnalyzer>(Only("MSES0001", Program($"lock (_a) {{ {statements} }}", "lock (_b) { lock (_a) { } }", member, type)));
        await Verify.Silent<LockAnalyzer>(Only("MSES0001", Program($"lock (_a) {{ }} {Unmarked(statements)}", "lock (_b) { lock (_a) { } }", member, type)));
    }

    private static string Program(string one, string two, string member, string type) => $$"""
        public class C
        {
            private readonly object _a = new(), _b = new();
            {{member}}
            public void One() { {{one}} }
            public void Two() { {{two}} }
        }
        {{type}}
        """;

    /// <summary>A token that is made for one lock here and for another there.</summary>
    [Theory]
    [InlineData("new Writing(_one)", "new Writing(_two)")]
    [InlineData("Writing.Of(_one)", "Writing.Of(_two)")]
    public async Task Tokens_of_locks_that_are_handed_in(string one, string two)
    {
        var source = $$"""
            public struct Writing : IDisposable
            {
                private readonly ReaderWriterLockSlim _inner;
                public Writing(ReaderWriterLockSlim inner) { _inner = inner; _inner.EnterWriteLock(); }
                public static Writing Of(ReaderWriterLockSlim inner) => new Writing(inner);
                public void Dispose() => _inner.ExitWriteLock();
            }
            public class C
            {
                private readonly ReaderWriterLockSlim _one = new(), _two = new();
                public void First() { using ({{one}}) { using ([|{{two}}|]) { } } }
                public void Second() { using ({{two}}) { using ({{one}}) { } } }
            }
            """;
        await Verify.Analyzer<LockAnalyzer>(Only("MSES0001", source));
        await Verify.Silent<LockAnalyzer>(Only("MSES0001", Unmarked(source).Replace($"Second() {{ using ({two}) {{", "Second() { {", StringComparison.Ordinal)));
        await Verify.Silent<LockAnalyzer>(Only("MSES0001", Unmarked(source).Replace("_inner.EnterWriteLock();", "_inner.EnterWriteLock(); _inner.ExitWriteLock();", StringComparison.Ordinal)));
    }

    /// <summary>What one of several implementations leaves held is held only if the others, as far as they do anything, leave a lock held too.</summary>
    [Theory]
    [InlineData("", true)]
    [InlineData("_gate.Wait();", true)]
    [InlineData("Leave();", false)]
    public async Task A_wrapper_behind_an_interface(string other, bool isReported)
    {
        var source = $$"""
            public interface IStep { void Run(); }
            public class Entering : IStep { private readonly SemaphoreSlim _gate = new(1); public void Run() { _gate.Wait(); } public void Leave() { _gate.Release(); } }
            public class Other : IStep { private readonly SemaphoreSlim _gate = new(1); public void Run() { {{other}} } public void Leave() { _gate.Release(); } }
            public class C
            {
                private readonly IStep _step;
                public C(IStep step) { _step = step; }
                public void M() { _step.Run(); _step.Run(); }
            }
            """;
        Assert.Equal(isReported, (await FindingsAsync(Only("MSES0005", source))).Length > 0);
    }

    /// <summary>A helper that frees by way of other helpers, which are known later than it, holds nothing after all; nor do its callers.</summary>
    [Theory]
    [InlineData("Keyed.Run(() => { }); lock (_a) { }", false)]
    [InlineData("Keyed.Run(() => { lock (_a) { } });", true)]
    public Task A_helper_that_frees_by_way_of_others(string statements, bool isFound)
    {
        var source = $$"""
            public class C
            {
                private readonly object _a = new();
                public void M() { {{statements}} }
                public void N() { lock (_a) { [|Keyed.Run(() => { })|]; } }
            }
            public static class Keyed
            {
                private static readonly Gate Gate = new();
                public static void Run(Action action) { Gate.Enter(); try { action(); } finally { Gate.Exit(); } }
            }
            internal class Gate
            {
                private readonly State _state = new();
                internal void Enter() { _state.Semaphore.Wait(); }
                internal void Exit() { Free(); }
                private void Free() { _state.Semaphore.Release(); }
                private class State { public SemaphoreSlim Semaphore { get; } = new(1); }
            }
            """;
        return isFound ? Verify.Analyzer<LockAnalyzer>(Only("MSES0001", source)) : Verify.Silent<LockAnalyzer>(Only("MSES0001", Unmarked(source)));
    }
}

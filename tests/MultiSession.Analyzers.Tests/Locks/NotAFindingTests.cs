using MultiSession.Analyzers.Locks;
using MultiSession.Analyzers.Tests.Verification;
using static MultiSession.Analyzers.Tests.Locks.LockTest;

namespace MultiSession.Analyzers.Tests.Locks;

/// <summary>What looks like a lock-order inversion and is none.</summary>
public class NotAFindingTests
{
    [Theory]
    [InlineData("bool all")]
    [InlineData("int count", "var all = count > 1;")]
    [InlineData("bool all", "", "if (all) _count++;")]
    [InlineData("bool all", "", "if (!all) { _count++; if (_count > 9) return; }")]
    public async Task A_lock_that_is_taken_if_a_flag_says_so_is_held_until_the_flag_is_asked_to_free_it(string parameter, string flag = "", string between = "")
    {
        var source = $$"""
            public class C
            {
                private readonly object _a = new(), _b = new();
                private int _count;
                public void One({{parameter}})
                {
                    {{flag}}
                    if (all) Monitor.Enter(_a);
                    {{between}}
                    try { lock (_b) { if (all) Save(); } }
                    finally { if (all) { Monitor.Exit(_a); } }
                    lock (_b) { }
                }
                public void Two() { lock (_a) { lock (_b) { } } }
                private void Save() { lock (_a) { } }
            }
            """;
        await Verify.Silent<LockAnalyzer>(Only("MSES0001", source));
        await Verify.Analyzer<LockAnalyzer>(Only("MSES0001", source.Replace("if (all) Save();", "if (all) [|Save()|];", StringComparison.Ordinal).Replace("Monitor.Enter(_a)", "Monitor.Enter(this)", StringComparison.Ordinal)
            .Replace("Monitor.Exit(_a)", "Monitor.Exit(this)", StringComparison.Ordinal)));
        await Verify.Analyzer<LockAnalyzer>(Only("MSES0001", source.Replace("if (all) Save();", "", StringComparison.Ordinal).Replace("lock (_a) { lock (_b) { } }", "lock (_b) { lock (_a) { } }", StringComparison.Ordinal)
            .Replace("try { lock (_b)", "try { lock ([|_b|])", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("public void M() { lock (_g) { lock (_a) { lock (_b) { } } } } public void N() { lock (_g) { lock (_b) { lock (_a) { } } } }")]
    [InlineData("public void M() { lock (_g) AB(); } void AB() { lock (_a) { lock (_b) { } } } public void N() { lock (_g) BA(); } void BA() { lock (_b) { lock (_a) { } } }")]
    [InlineData("public void M() { lock (_a) { lock (_a) { lock (_b) { lock (_a) { } } } } }")]
    [InlineData("public void M() { lock (_a) N(); } private void N() { lock (_b) { lock (_a) { } } }")]
    [InlineData("public void M() { lock (_a) { lock (_b) { } } } private void Dead() { lock (_b) { lock (_a) { } } }")]
    [InlineData("public void M() { lock (_a) { lock (_b) { } } } private void Dead() => DeadToo(); private void DeadToo() { lock (_b) { lock (_a) { } } }")]
    [InlineData("public C() { lock (_b) { lock (_a) { } } } public void M() { lock (_a) { lock (_b) { } } }")]
    [InlineData("public C() { lock (_b) N(); } public void M() { lock (_a) { lock (_b) { } } } private void N() { lock (_a) { } }")]
    [InlineData("public void M() { lock (_a) { lock (_b) { } } } public void N() { lock (_b) { } lock (_a) { } }")]
    [InlineData("public void M() { lock (_a) { lock (_b) { } } } public static void N() { var fresh = new C(); lock (fresh._b) { lock (fresh._a) { } } }")]
    [InlineData("readonly SemaphoreSlim _s = new(2); public void M() { lock (_a) { _s.Wait(); _s.Release(); } } public void N() { _s.Wait(); lock (_a) { } _s.Release(); }")]
    [InlineData("readonly SemaphoreSlim _s = new(0); public void M() { lock (_a) { _s.Release(); } } public void N() { _s.Wait(); lock (_a) { } }")]
    [InlineData("readonly SemaphoreSlim _s; public C(int count) { _s = new(count); } public void M() { lock (_a) { _s.Wait(); _s.Release(); } } public void N() { _s.Wait(); lock (_a) { } _s.Release(); }")]
    [InlineData("public void M() { Monitor.Enter(_a); if (_closed) { Monitor.Exit(_a); } else { Monitor.Exit(_a); } lock (_b) { } } public void N() { lock (_b) { lock (_a) { } } }")]
    [InlineData("public void M() { var one = new object(); var two = new object(); lock (one) { lock (two) { } } } public void N() { var one = new object(); var two = new object(); lock (two) { lock (one) { } } }")]
    [InlineData("public void M() { lock (_a) { if (_closed) throw new InvalidOperationException(); } lock (_b) { } } public void N() { lock (_b) { lock (_a) { } } }")]
    [InlineData("public void M() { try { Monitor.Enter(_a); } finally { Monitor.Exit(_a); } lock (_b) { } } public void N() { lock (_b) { lock (_a) { } } }")]
    [InlineData("public void M(int x) { switch (x) { case 1: Monitor.Enter(_a); Monitor.Exit(_a); break; default: return; } lock (_b) { } } public void N() { lock (_b) { lock (_a) { } } }")]
    [InlineData("public void M() { while (true) { Monitor.Enter(_a); if (_closed) { Monitor.Exit(_a); break; } Monitor.Exit(_a); } lock (_b) { } } public void N() { lock (_b) { lock (_a) { } } }")]
    [InlineData("public void M() { while (true) { lock (_a) { if (_closed) break; } } lock (_b) { } } public void N() { lock (_b) { lock (_a) { } } }")]
    [InlineData("public void M() { for (;;) { Monitor.Enter(_a); try { break; } finally { Monitor.Exit(_a); } } lock (_b) { } } public void N() { lock (_b) { lock (_a) { } } }")]
    [InlineData("public void M(int x) { switch (x) { case 1: lock (_a) { _closed = true; break; } default: lock (_a) { break; } } lock (_b) { } } public void N() { lock (_b) { lock (_a) { } } }")]
    public Task Silent(string members) => Verify.Silent<LockAnalyzer>(Only("MSES0001", $$"""
        public class C
        {
            private readonly object _a = new(), _b = new(), _g = new();
            private bool _closed;
            {{members}}
        }
        """));

    [Theory]
    [InlineData("lock (_a) { while (true) { lock (_g) { if (_closed) break; } } lock ([|_b|]) { } }")]
    [InlineData("while (true) { Monitor.Enter(_a); if (_closed) break; Monitor.Exit(_a); } lock ([|_b|]) { } Monitor.Exit(_a);")]
    [InlineData("while (true) { Monitor.Enter(_a); try { break; } finally { _closed = true; } } lock ([|_b|]) { } Monitor.Exit(_a);")]
    [InlineData("lock (_a) { while (true) { while (true) { lock (_g) break; } break; } lock ([|_b|]) { } }")]
    public Task A_break_frees_what_it_leaves_and_no_more(string statements) => Verify.Analyzer<LockAnalyzer>(Only("MSES0001", $$"""
        public class C
        {
            private readonly object _a = new(), _b = new(), _g = new();
            private bool _closed;
            public void M() { {{statements}} }
            public void N() { lock (_b) { lock (_a) { } } }
        }
        """));

    /// <summary>One thread alone hangs in this: it is told once, by MSES0005, and needs no second thread. With a lock that lets its holder in again, two threads it takes.</summary>
    [Fact]
    public async Task Who_waits_for_itself_needs_no_second_thread()
    {
        const string Source = """
            public class C
            {
                private readonly SemaphoreSlim _life = new(1), _work = new(1);
                public void Shutdown() { _life.Wait(); [|RemoveAll()|]; _life.Release(); }
                public void RemoveAll() { _work.Wait(); Remove(); _work.Release(); }
                private void Remove() { _life.Wait(); _life.Release(); }
            }
            """;
        await Verify.Analyzer<LockAnalyzer>(Only("MSES0005", Source));
        await Verify.Silent<LockAnalyzer>(Only("MSES0001", Unmarked(Source)));
        await Verify.Analyzer<LockAnalyzer>(Only("MSES0001", Source.Replace("SemaphoreSlim _life = new(1), _work = new(1)", "object _life = new(); private readonly SemaphoreSlim _work = new(1)", StringComparison.Ordinal)
            .Replace("_life.Wait(); [|RemoveAll()|]; _life.Release();", "lock (_life) [|RemoveAll()|];", StringComparison.Ordinal).Replace("_life.Wait(); _life.Release();", "lock (_life) { }", StringComparison.Ordinal)));
    }

    /// <summary>Whoever starts up under the semaphore, through code that asks for it again, never gets to wait for a second thread; through other code, it does.</summary>
    [Fact]
    public async Task Who_comes_through_code_that_takes_its_lock_again_needs_no_second_thread()
    {
        const string Source = """
            public class Server
            {
                private static readonly SemaphoreSlim Running = new(1);
                public static void Current() { Running.Wait(); Running.Release(); }
                public static void Start() { Running.Wait(); [|CALL|]; Running.Release(); }
            }
            public static class Nodes
            {
                private static readonly object Work = new(), Mutex = new();
                public static void Refresh() { lock (Mutex) { lock (Work) { } Server.Current(); } }
                public static void Load() { lock (Work) { } }
                public static void Use() { lock (Work) Server.Current(); }
            }
            """;
        await Verify.Silent<LockAnalyzer>(Only("MSES0001", Unmarked(Source.Replace("CALL", "Nodes.Refresh()", StringComparison.Ordinal))));
        await Verify.Analyzer<LockAnalyzer>(Only("MSES0001", Source.Replace("CALL", "Nodes.Load()", StringComparison.Ordinal)));
    }

    /// <summary>A writer that reports to itself while it collects would do so for ever: something that is not seen ends it. Reports to somebody else do not come back.</summary>
    [Fact]
    public async Task Two_bodies_that_run_each_other()
    {
        const string Source = """
            public class Writer
            {
                private readonly object _gate = new();
                private readonly Collector _collector = new();
                public Writer() => _collector.Failed += ENTRY;
                public void Write() { lock (_gate) [|_collector.Add()|]; }
                private void Flush() { lock (_gate) { } }
            }
            public class Collector
            {
                private readonly object _file = new();
                public event Action? Failed;
                public void Add() { lock (_file) Failed?.Invoke(); }
            }
            """;
        await Verify.Silent<LockAnalyzer>(Only("MSES0001", Unmarked(Source.Replace("ENTRY", "Write", StringComparison.Ordinal))));
        await Verify.Analyzer<LockAnalyzer>(Only("MSES0001", Source.Replace("ENTRY", "Flush", StringComparison.Ordinal)));
    }

    /// <summary>The other direction of the ring: a whole and its part close each other, and a flag ends it.</summary>
    [Fact]
    public Task Two_bodies_that_call_each_other_directly() => Verify.Analyzer<LockAnalyzer>(Only("MSES0001", """
        public class Group
        {
            private readonly object _gate = new();
            public readonly List<Member> Members = [];
            public void Remove(Member member) { lock (_gate) { if (Members.Remove(member)) [|member.Leave()|]; } }
        }
        public class Member(Group group)
        {
            private readonly object _state = new();
            private bool _left;
            public void Leave() { lock (_state) { if (_left) return; _left = true; group.Remove(this); } }
        }
        """));

    /// <summary>A call through an interface runs what the program runs, not what its tests put there.</summary>
    [Theory]
    [InlineData("FakeLink", false)]
    [InlineData("LinkStub", false)]
    [InlineData("FakerLink", true)]
    [InlineData("Link", true)]
    public async Task A_test_double(string name, bool isReported)
    {
        const string Source = """
            public interface ILink { void Use(); }
            public class Plain : ILink { public void Use() { } }
            public class NAME(Owner owner) : ILink { public void Use() => owner.Version(); }
            public class Owner
            {
                private readonly object _locker = new();
                public void Version() { lock (_locker) { } }
                public void Load(Projects projects) { lock (_locker) { [|projects.Add()|]; } }
            }
            public class Projects(ILink link)
            {
                private readonly object _loaded = new();
                public void Add() { lock (_loaded) { } }
                public void Find() { lock (_loaded) { link.Use(); } }
            }
            """;
        var named = Source.Replace("NAME", name, StringComparison.Ordinal);
        if (isReported) await Verify.Analyzer<LockAnalyzer>(Only("MSES0001", named));
        else await Verify.Silent<LockAnalyzer>(Only("MSES0001", Unmarked(named)));
    }

    /// <summary>What derives from a double is one, and so is what stands in it, or among tests.</summary>
    [Theory]
    [InlineData("public class FakeLink { public class Slow(Owner owner) : ILink { public void Use() => owner.Version(); } }", false)]
    [InlineData("public abstract class MockLink : ILink { public abstract void Use(); } public class Slow(Owner owner) : MockLink { public override void Use() => owner.Version(); }", false)]
    [InlineData("public class LinkTests { public class Slow(Owner owner) : ILink { public void Use() => owner.Version(); } }", false)]
    [InlineData("namespace Links.Tests { public class Slow(Owner owner) : ILink { public void Use() => owner.Version(); } }", false)]
    [InlineData("namespace Links.Tests { public interface ITestLink : ILink { } public class Slow(Owner owner) : ITestLink { public void Use() => owner.Version(); } }", false)]
    [InlineData("namespace Links.Contests { public class Slow(Owner owner) : ILink { public void Use() => owner.Version(); } }", true)]
    public Task What_stands_in_for_others_in_tests(string declaration, bool isReported)
    {
        var source = $$"""
            public interface ILink { void Use(); }
            public class Plain : ILink { public void Use() { } }
            public class Owner
            {
                private readonly object _locker = new();
                public void Version() { lock (_locker) { } }
                public void Load(Projects projects) { lock (_locker) { [|projects.Add()|]; } }
            }
            public class Projects(ILink link)
            {
                private readonly object _loaded = new();
                public void Add() { lock (_loaded) { } }
                public void Find() { lock (_loaded) { link.Use(); } }
            }
            {{declaration}}
            """;
        return isReported ? Verify.Analyzer<LockAnalyzer>(Only("MSES0001", source)) : Verify.Silent<LockAnalyzer>(Only("MSES0001", Unmarked(source)));
    }

    /// <summary>A call on a class leads to what its subclasses override, as far as there are any but doubles.</summary>
    [Theory]
    [InlineData("MockLink", false)]
    [InlineData("SlowLink", true)]
    public Task A_double_below_the_class_that_is_asked(string name, bool isReported)
    {
        var source = $$"""
            public abstract class Link { public abstract void Use(); }
            public class Wire : Link { public override void Use() { } }
            public class {{name}}(Owner owner) : Wire { public override void Use() => owner.Version(); }
            public class Owner
            {
                private readonly object _locker = new();
                public void Version() { lock (_locker) { } }
                public void Load(Projects projects) { lock (_locker) { [|projects.Add()|]; } }
            }
            public class Projects(Wire wire)
            {
                private readonly object _loaded = new();
                public void Add() { lock (_loaded) { } }
                public void Find() { lock (_loaded) { wire.Use(); } }
            }
            """;
        return isReported ? Verify.Analyzer<LockAnalyzer>(Only("MSES0001", source)) : Verify.Silent<LockAnalyzer>(Only("MSES0001", Unmarked(source)));
    }

    /// <summary>Only one thread at a time holds a lock in its upgradeable mode; readers are many, but none beside a writer.</summary>
    [Theory]
    [InlineData("UpgradeableReadLock", "UpgradeableReadLock", false)]
    [InlineData("ReadLock", "ReadLock", true)]
    [InlineData("WriteLock", "ReadLock", false)]
    [InlineData("ReadLock", "UpgradeableReadLock", true)]
    public async Task A_reader_writer_lock_as_gate(string one, string other, bool isReported) => Assert.Equal(isReported, (await FindingsAsync(Only("MSES0001", $$"""
        public class C
        {
            private readonly ReaderWriterLockSlim _gate = new();
            private readonly object _a = new(), _b = new();
            public void M() { _gate.Enter{{one}}(); lock (_a) { lock (_b) { } } _gate.Exit{{one}}(); }
            public void N() { _gate.Enter{{other}}(); lock (_b) { TakeA(); } _gate.Exit{{other}}(); }
            private void TakeA() { lock (_a) { } }
        }
        """))).Length > 0);

    /// <summary>The other direction of the gate: two paths without a common one.</summary>
    [Fact]
    public Task A_gate_that_only_one_side_takes_protects_nothing() => Verify.Analyzer<LockAnalyzer>("""
        public class C
        {
            private readonly object _a = new(), _b = new(), _g = new();
            public void M() { lock (_g) { lock (_a) { lock ([|_b|]) { } } } }
            public void N() { lock (_b) { lock (_a) { } } }
        }
        """);

    [Fact]
    public Task A_constructor_that_publishes_its_object_first_still_needs_another_lock_to_meet() => Verify.Analyzer<LockAnalyzer>("""
        public class C
        {
            private static readonly object A = new(), B = new();
            public C() { lock (A) { lock ([|B|]) { } } }
            public static void N() { lock (B) { lock (A) { } } }
        }
        """);

    [Fact]
    public Task Static_initialisers_without_a_cycle() => Verify.Silent<LockAnalyzer>("""
        public class C
        {
            private static readonly object A = new(), B = new();
            private static readonly int Value;
            static C() { lock (A) { lock (B) { Value = 1; } } }
            public static int M() { lock (A) { lock (B) { return Value; } } }
        }
        """);

    /// <summary>What a member holds may be over, or gone, when it is waited for: here <c>End</c> has taken it away.</summary>
    [Theory]
    [InlineData("var work = Task.Run(TakeB); work.Wait();", true)]
    [InlineData("End(); _work?.Wait();", false)]
    public Task Waiting_for_the_work_of_a_member(string wait, bool isFound)
    {
        var source = $$"""
            public class C
            {
                private readonly object _a = new();
                private readonly object _b = new();
                private Task? _work;
                public void Start() => _work = Task.Run(TakeB);
                private void End() => _work = null;
                private void TakeB() { lock (_b) { } }
                public void One() { lock (_a) { {{wait}} } }
                public void Two() { lock (_b) { lock (_a) { } } }
            }
            """;
        return isFound
            ? Verify.Analyzer<LockAnalyzer>(Only("MSES0001", source.Replace("work.Wait()", "[|work.Wait()|]", StringComparison.Ordinal)))
            : Verify.Silent<LockAnalyzer>(Only("MSES0001", source));
    }
}

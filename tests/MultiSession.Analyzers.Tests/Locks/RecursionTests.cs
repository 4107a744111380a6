using MultiSession.Analyzers.Locks;
using MultiSession.Analyzers.Tests.Verification;
using static MultiSession.Analyzers.Tests.Locks.LockTest;

namespace MultiSession.Analyzers.Tests.Locks;

/// <summary>Who holds a lock and comes back to the method that takes it does so in another state, or for another object.</summary>
public class RecursionTests
{
    [Theory]
    [InlineData("if (deep) lock (B) { } lock (A) { if (!deep) Find(true); }", false)]
    [InlineData("if (deep) lock (B) { } lock (A) { if (!deep) Again(); }", false)]
    [InlineData("lock (A) { if (!deep) Again(); lock ([|B|]) { } }", true)]
    [InlineData("lock (A) { [|Other()|]; }", true)]
    public Task A_method_that_calls_itself_under_its_lock(string statements, bool isFound)
    {
        var source = $$"""
            public class Catalog
            {
                private static readonly object A = new(), B = new();
                public void Find(bool deep) { {{statements}} }
                public void Two() { lock (B) { lock (A) { } } }
                private void Again() => Find(true);
                private void Other() { lock (B) { } }
            }
            """;
        return isFound ? Verify.Analyzer<LockAnalyzer>(Only("MSES0001", source)) : Verify.Silent<LockAnalyzer>(Only("MSES0001", source));
    }

    [Fact]
    public Task A_lock_that_is_not_reentrant_is_still_taken_again() => Verify.Analyzer<LockAnalyzer>(Only("MSES0005", """
        public class Catalog
        {
            private readonly SemaphoreSlim _gate = new(1, 1);
            public async Task Find(bool deep) { await _gate.WaitAsync(); try { if (!deep) await [|Find(true)|]; } finally { _gate.Release(); } }
        }
        """));

    /// <summary>Two methods that run each other through an override are a wrapper and what it wraps; a static lock is that of no wrapper.</summary>
    [Theory]
    [InlineData("static readonly object Gate = new();", true)]
    [InlineData("readonly object Gate = new();", false)]
    public Task Methods_that_run_each_other_through_an_override(string gate, bool isReported)
    {
        var source = $$"""
            public abstract class Entry : IDisposable { public abstract void Dispose(); }
            public class Plain : Entry { public override void Dispose() => Console.WriteLine(); }
            public class Table
            {
                private {{gate}}
                private readonly Dictionary<string, Entry> _entries = [];
                public void Put(string name, bool isPlain) { lock (Gate) _entries[name] = isPlain ? new Plain() : new Open(this, name); }
                public void Drop(string name) { lock (Gate) { if (_entries.Remove(name, out var entry)) [|entry.Dispose()|]; } }
            }
            public class Open(Table table, string name) : Entry
            {
                private readonly object _state = new();
                public override void Dispose() { lock (_state) table.Drop(name); }
            }
            """;
        return isReported ? Verify.Analyzer<LockAnalyzer>(Only("MSES0001", source)) : Verify.Silent<LockAnalyzer>(Only("MSES0001", Unmarked(source)));
    }
}

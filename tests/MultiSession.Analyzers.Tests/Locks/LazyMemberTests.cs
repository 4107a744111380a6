using MultiSession.Analyzers.Locks;
using MultiSession.Analyzers.Tests.Verification;
using static MultiSession.Analyzers.Tests.Locks.LockTest;

namespace MultiSession.Analyzers.Tests.Locks;

/// <summary>What all threads share and whoever asks first makes is made once, mostly before there is a second thread.</summary>
public class LazyMemberTests
{
    [Theory]
    [InlineData("if (s_store == null) { s_store = Make(); } return s_store;")]
    [InlineData("if (s_store != null) return s_store; s_store = Make(); return s_store;")]
    [InlineData("if (s_store is null) { Load(); } return s_store!;")]
    [InlineData("if (null == s_store) { Load(); } return s_store!;")]
    [InlineData("return s_store ??= Make();")]
    [InlineData("return s_store ?? (s_store = Make());")]
    [InlineData("if (s_holder.Store == null) { s_holder.Store = Make(); } return s_holder.Store;")]
    public Task No_story_leads_through_the_first_request(string getter) => Verify.Silent<LockAnalyzer>(Only("MSES0001", Unmarked(Program(getter))));

    [Theory]
    [InlineData("if (s_store == null) { s_store = new Store(); } Make(); return s_store;")]
    [InlineData("if (s_store != null) { Make(); } return s_store!;")]
    [InlineData("if (s_store == null) { return Make(); } return s_store;")] // Nobody fills it: this may happen again and again.
    [InlineData("if (_store == null) { _store = Make(); } return _store;", "")] // Each object has its own.
    [InlineData("if (s_store == null) { Load(); } return Make();")]
    public Task What_may_run_again_counts(string getter, string modifier = "static") => Verify.Analyzer<LockAnalyzer>(Only("MSES0001", Program(getter, modifier)));

    private static string Program(string getter, string modifier = "static") => $$"""
        public class Store { }
        public class Holder { public Store? Store; }
        public class C
        {
            private static readonly object A = new(), B = new();
            private static readonly Holder s_holder = new();
            private static Store? s_store;
            private Store? _store;
            private {{modifier}} Store Get() { {{getter}} }
            private static Store Make() { lock (B) { return new Store(); } }
            private static void Load() => s_store = Make();
            public void One() { lock (A) { [|Get()|]; } }
            public void Two() { lock (B) { lock (A) { } } }
        }
        """;

    /// <summary>Whoever makes the member holds the lock around it, and so does who waits to make it.</summary>
    [Theory]
    [InlineData("lock (Gate) { if (s_store == null) s_store = new Store(); return s_store; }")]
    [InlineData("if (s_store == null) { lock (Gate) { s_store = new Store(); } } return s_store;")]
    [InlineData("if (s_store == null) { lock (Gate) { s_store ??= new Store(); } } return s_store;")]
    public Task The_lock_around_the_making_is_held_by_who_makes(string getter) => Verify.Analyzer<LockAnalyzer>(Only("MSES0001", $$"""
        public class Store
        {
            internal static readonly object A = new();
            internal Store() { lock (A) { } }
        }
        public class C
        {
            private static readonly object Gate = new();
            private static Store? s_store;
            public static Store Get() { {{getter.Replace("new Store()", "[|new Store()|]", StringComparison.Ordinal)}} }
            public void One() { lock (Store.A) { Get(); } }
        }
        """));

    /// <summary>The lock that is only waited for by whoever asks first is hardly held for something else already.</summary>
    [Theory]
    [InlineData("if (s_store == null) { lock (Gate) { s_store = new Store(); } } return s_store;", false)]
    [InlineData("lock (Gate) { if (s_store == null) s_store = new Store(); return s_store; }", true)]
    public async Task A_lock_that_serves_other_ends_too(string getter, bool isReported)
    {
        var program = $$"""
            public class Store { }
            public class C
            {
                private static readonly object Gate = new(), A = new();
                private static Store? s_store;
                public static Store Get() { {{getter}} }
                public void One() { lock (A) { [|Get()|]; } }
                public void Two() { lock (Gate) { lock (A) { } } }
            }
            """;
        if (isReported) await Verify.Analyzer<LockAnalyzer>(Only("MSES0001", program));
        else await Verify.Silent<LockAnalyzer>(Only("MSES0001", Unmarked(program)));
    }
}

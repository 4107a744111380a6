using MultiSession.Analyzers.Locks;
using MultiSession.Analyzers.Tests.Verification;
using static MultiSession.Analyzers.Tests.Locks.LockTest;

namespace MultiSession.Analyzers.Tests.Locks;

/// <summary>A story only counts if somebody calls the method that it begins in with what it needs.</summary>
public class BeginningTests
{
    [Theory]
    [InlineData("Work(true)", "Work(false)", "bool deep", "if (deep) lock ([|B|]) { }")]
    [InlineData("Work(_deep)", "Work(false)", "bool deep", "if (deep) lock ([|B|]) { }")]
    [InlineData("Middle(true)", "Middle(false)", "bool deep", "if (deep) lock ([|B|]) { }")]
    [InlineData("Work(new object())", "Work(null)", "object? item", "if (item != null) [|Take()|];")]
    [InlineData("Work(_part)", "Work(new Part())", "Part part", "lock ([|part.Gate|]) { }", "_part.Gate")]
    [InlineData("Work(_part)", "var made = new Part(); Work(made)", "Part part", "[|part.Take()|];", "_part.Gate")]
    [InlineData("Work(() => { lock (B) { } })", "Work(() => { })", "Action act", "[|act()|];")]
    [InlineData("_part.Join()", "new Part().Join()", "int none", "", "_part.Gate")]
    public async Task What_the_first_method_needs_must_be_given(string gives, string gives_not, string parameter, string statement, string second = "B")
    {
        await Verify.Analyzer<LockAnalyzer>(Only("MSES0001", Program(gives)));
        await Verify.Silent<LockAnalyzer>(Only("MSES0001", Unmarked(Program(gives_not))));

        string Program(string call) => $$"""
            public class Part
            {
                internal readonly object Gate = new();
                internal void Take() { lock (Gate) { } }
                internal void Join() { lock (C.A) { lock ({{(statement.Length == 0 ? "[|Gate|]" : "this")}}) { } } }
            }
            public class C
            {
                internal static readonly object A = new();
                private static readonly object B = new();
                private readonly Part _part = new();
                private bool _deep;
                public void Set(bool deep) => _deep = deep;
                public void One() { {{call}}; }
                private static void Take() { lock (B) { } }
                private void Middle(bool deep) => {{(parameter.StartsWith("bool", StringComparison.Ordinal) ? "Work(deep)" : "_ = deep")}};
                private void Work({{parameter}}) { lock (A) { {{statement}} } }
                public void Two() { lock ({{second}}) { lock (A) { } } }
            }
            """;
    }

    /// <summary>Which of many handlers runs is a guess, but that each of them runs at some time is none.</summary>
    [Theory]
    [InlineData(2)]
    [InlineData(12)]
    public Task One_of_many_handlers(int handlers) => Verify.Analyzer<LockAnalyzer>(Only("MSES0001", $$"""
        public sealed class Poll(Action<bool> run)
        {
            public Action<bool> Run = run;
        }
        public class Polls
        {
            private readonly List<Poll> _all = [];
            public void Add(Poll poll) => _all.Add(poll);
            public void RunAll() { foreach (var poll in _all) poll.Run(true); }
        }
        public class C(Polls polls)
        {
            private readonly object _a = new(), _b = new();
            public void Start() { {{string.Concat(Enumerable.Range(0, handlers).Select(static number => $"polls.Add(new Poll(Run{number})); "))}} }
            private void Run0(bool deep) { lock (_a) { if (deep) lock ([|_b|]) { } } }
            {{string.Concat(Enumerable.Range(1, handlers - 1).Select(static number => $"private void Run{number}(bool deep) {{ }} "))}}
            public void Two() { lock (_b) { lock (_a) { } } }
        }
        """));

    /// <summary>Everybody may call what is public, with whatever it needs.</summary>
    [Fact]
    public Task A_public_method_may_be_given_anything() => Verify.Analyzer<LockAnalyzer>(Only("MSES0001", """
        public class C
        {
            private static readonly object A = new(), B = new();
            public void One() => Work(false);
            public void Work(bool deep) { lock (A) { if (deep) lock ([|B|]) { } } }
            public void Two() { lock (B) { lock (A) { } } }
        }
        """));

    /// <summary>An order that cannot come about is none: neither is it drawn, nor does it break a declared one.</summary>
    [Theory]
    [InlineData("true", true)]
    [InlineData("false", false)]
    public async Task An_order_that_nobody_begins_breaks_no_declared_one(string deep, bool isFound)
    {
        var source = $$"""
            namespace MultiSession { [AttributeUsage(AttributeTargets.Field)] public sealed class LockRankAttribute(int rank) : Attribute { public int Rank { get; } = rank; } }
            public class C
            {
                [MultiSession.LockRank(2)] private static readonly object A = new();
                [MultiSession.LockRank(1)] private static readonly object B = new();
                public void One() => Work({{deep}});
                private void Work(bool deep) { lock (A) { if (deep) lock (B) { } } }
            }
            """;
        Assert.Equal(isFound, (await FindingsAsync(Only("MSES0002", source))).Length > 0);
    }

    [Theory]
    [InlineData("Client", false)]
    [InlineData("Server", true)]
    public Task A_part_comes_back_to_the_object_that_created_it(string user, bool isFound)
    {
        var source = $$"""
            public abstract class Binder
            {
                protected readonly object Gate = new();
                private readonly Synchronizer _synchronizer;
                protected Binder() => _synchronizer = new Synchronizer(this);
                internal abstract void TryGet();
                public void Abort() { lock (Gate) { [|_synchronizer.Stop()|]; } }
                protected void Ensure() => _synchronizer.Ensure();
            }
            public class Client : Binder { internal override void TryGet() { } {{(user == "Client" ? "public void Use() => Ensure();" : "")}} }
            public class Server : Binder { internal override void TryGet() { lock (Gate) { } } {{(user == "Server" ? "public void Use() => Ensure();" : "")}} }
            internal class Synchronizer
            {
                private readonly object _state = new();
                private readonly Binder _binder;
                internal Synchronizer(Binder binder) => _binder = binder;
                internal void Ensure() { lock (_state) { _binder.TryGet(); } }
                internal void Stop() { lock (_state) { } }
            }
            """;
        return isFound ? Verify.Analyzer<LockAnalyzer>(Only("MSES0001", source)) : Verify.Silent<LockAnalyzer>(Only("MSES0001", Unmarked(source)));
    }

    /// <summary>Who gives what the story needs may hold a gate, or the lock that it leads to: others do not begin it.</summary>
    [Theory]
    [InlineData("lock (B) { Work(true); }", "lock (B) { lock (A) { } }", false)]
    [InlineData("lock (Gate) { Work(true); }", "lock (Gate) { lock (B) { lock (A) { } } }", false)]
    [InlineData("lock (Gate) { Work(true); }", "lock (B) { lock (A) { } }", true)]
    [InlineData("lock (Gate) { Work(true); } if (_open) Work(_open);", "lock (Gate) { lock (B) { lock (A) { } } }", true)]
    public Task What_those_hold_who_can_begin_a_story(string begins, string second, bool isFound)
    {
        var source = $$"""
            public class C
            {
                private static readonly object Gate = new(), A = new(), B = new();
                public bool _open;
                public void One() { {{begins}} }
                public void Idle() => Work(false);
                private void Work(bool deep) { lock (A) { if (deep) lock ([|B|]) { } } }
                public void Two() { {{second}} }
            }
            """;
        return isFound ? Verify.Analyzer<LockAnalyzer>(Only("MSES0001", source)) : Verify.Silent<LockAnalyzer>(Only("MSES0001", Unmarked(source)));
    }
}

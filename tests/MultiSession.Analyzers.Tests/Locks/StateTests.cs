using MultiSession.Analyzers.Locks;
using MultiSession.Analyzers.Tests.Verification;
using static MultiSession.Analyzers.Tests.Locks.LockTest;

namespace MultiSession.Analyzers.Tests.Locks;

/// <summary>Who has set a member of his own object, or has asked for it, does not run what needs another answer.</summary>
public class StateTests
{
    private const string Flag = "private bool _open; public bool Ready { get; private set; }";
    private const string Store = "private object? _store; private static object? s_shared;";

    [Theory]
    [InlineData(Flag, "lock (A) { _open = true; Run(); }", "if (!_open) lock (B) { }", false)]
    [InlineData(Flag, "lock (A) { _open = true; Run(); }", "if (_open) return; lock (B) { }", false)]
    [InlineData(Flag, "lock (A) { _open = true; Middle(); }", "if (!_open) lock (B) { }", false)]
    [InlineData(Flag, "lock (A) { Ready = true; Run(); }", "if (!Ready) lock (B) { }", false)]
    [InlineData(Flag, "lock (A) { if (_open) Run(); }", "if (_open) return; lock (B) { }", false)]
    [InlineData(Flag, "if (!_open) return; lock (A) { Run(); }", "if (!_open) lock (B) { }", false)]
    [InlineData(Store, "lock (A) { _store = new object(); Run(); }", "if (_store != null) return; lock (B) { }", false)]
    [InlineData(Store, "lock (A) { _store = null; Run(); }", "if (_store is not null) lock (B) { }", false)]
    [InlineData(Store, "lock (A) { if (_store is null) Run(); }", "if (_store != null) lock (B) { }", false)]
    [InlineData(Store, "lock (A) { s_shared = null; Run(); }", "if (s_shared != null) lock (B) { }", false)]
    [InlineData(Store, "lock (A) { _store = null; Run(); }", "var store = _store; if (store != null) lock (B) { }", false)]
    [InlineData(Flag, "lock (A) { _open = true; Run(); }", "var open = _open; if (open) return; lock (B) { }", false)]
    [InlineData(Store, "lock (A) { [|Run()|]; }", "var store = _store; _store = null; if (store != null) lock (B) { }", true)]
    [InlineData(Store, "lock (A) { _store = null; [|Run()|]; }", "var store = _store; store ??= Find(); if (store != null) lock (B) { }", true)]
    [InlineData(Store, "lock (A) { _store = null; [|Run()|]; }", "_store = Find(); var store = _store; if (store != null) lock (B) { }", true)]
    [InlineData(Store, "lock (A) { [|Run()|]; }", "var store = _store; Action late = () => { if (store != null) lock (B) { } }; _store = null; late();", true)]
    [InlineData(Flag, "lock (A) { _open = true; [|Run()|]; }", "if (_open) lock (B) { }", true)]
    [InlineData(Flag, "lock (A) { if (!_open) { _open = true; [|Run()|]; } }", "if (_open) lock (B) { }", true)]
    [InlineData(Flag, "lock (A) { _open = true; if (Ready) _open = false; [|Run()|]; }", "if (!_open) lock (B) { }", true)]
    [InlineData(Flag, "lock (A) { _open = true; Close(); [|Run()|]; }", "if (!_open) lock (B) { }", true)]
    [InlineData(Flag, "lock (A) { if (_open) { Finish(); [|Run()|]; } }", "if (!_open) lock (B) { }", true)]
    [InlineData(Flag, "lock (A) { _open = true; [|other.Run()|]; }", "if (!_open) lock (B) { }", true)]
    [InlineData(Flag, "lock (A) { _open = Ready; [|Run()|]; }", "if (!_open) lock (B) { }", true)]
    [InlineData(Flag, "lock (A) { [|Run()|]; _open = true; }", "if (!_open) lock (B) { }", true)]
    [InlineData(Flag, "lock (A) { [|Switched()|]; }", "if (_open) lock (B) { }", true)]
    [InlineData(Store, "lock (A) { _store = Find(); [|Run()|]; }", "if (_store == null) lock (B) { }", true)]
    public Task A_member_that_tells_a_state(string members, string statements, string run, bool isFound)
    {
        var source = $$"""
            public class Door
            {
                private static readonly object A = new(), B = new();
                {{members}}
                public void Open(Door other) { _ = other; {{statements}} }
                private void Run() { {{run}} }
                private void Middle() => Run();
                {{(members == Flag ? "private void Close() => _open = false; private void Finish() => Close(); private void Switched() { if (!_open) { _open = true; Run(); } }" : "")}}
                private static object? Find() => null;
                public void Two() { lock (B) { lock (A) { } } }
            }
            """;
        return isFound ? Verify.Analyzer<LockAnalyzer>(Only("MSES0001", source)) : Verify.Silent<LockAnalyzer>(Only("MSES0001", source));
    }

    /// <summary>What is asked for at the beginning, its callers must have left so.</summary>
    [Theory]
    [InlineData("_open = true; Start();", false)]
    [InlineData("_open = false; Start();", true)]
    [InlineData("if (_open) Start();", false)]
    [InlineData("Start();", true)]
    public Task A_state_that_the_first_method_needs(string call, bool isFound)
    {
        var source = $$"""
            public class Door
            {
                private static readonly object A = new(), B = new();
                private bool _open;
                public void Open() { {{call}} }
                private void Start() { lock (A) { if (!_open) lock ([|B|]) { } } }
                public void Two() { lock (B) { lock (A) { } } }
            }
            """;
        return isFound ? Verify.Analyzer<LockAnalyzer>(Only("MSES0001", source)) : Verify.Silent<LockAnalyzer>(Only("MSES0001", Unmarked(source)));
    }

    /// <summary>A story that would have to come by a method twice goes through it in two states.</summary>
    [Fact]
    public Task A_story_goes_through_no_method_twice() => Verify.Silent<LockAnalyzer>(Only("MSES0001", """
        public class Door
        {
            private static readonly object A = new(), B = new();
            private bool _open, _asked;
            public void Open() { lock (A) { _open = true; Run(); } }
            private void Run() { if (!_asked) { _asked = true; Ask(this); } else if (!_open) lock (B) { } }
            private static void Ask(Door door) => door.Run();
            public void Two() { lock (B) { lock (A) { } } }
        }
        """));
}

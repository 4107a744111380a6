using MultiSession.Analyzers.Locks;
using MultiSession.Analyzers.Tests.Verification;
using static MultiSession.Analyzers.Tests.Locks.LockTest;

namespace MultiSession.Analyzers.Tests.Locks;

/// <summary>Tests hand the program delegates: the program itself does not run them.</summary>
public class TestDelegateTests
{
    private const string Bus = """
        public class Bus
        {
            private readonly object _gate = new();
            private readonly List<Action> _handlers = [];
            public event Action? Changed;
            public void Add(Action handler) { lock (_gate) _handlers.Add(handler); }
            public void Raise() { lock (_gate) { Changed?[|.Invoke()|]; } }
        }
        """;

    private const string Board = """
        public class Board
        {
            private readonly object _cells = new();
            private readonly Bus _bus;
            public Board(Bus bus) { _bus = bus; bus.Changed += Draw; }
            public void Place() { lock (_cells) _bus.Add(() => { }); }
            private void Draw() { lock (_cells) { } }
        }
        """;

    /// <summary>Among the handlers of many tests the only one of the program is no guess.</summary>
    [Theory]
    [InlineData("namespace Game.Tests { public class Cases { BODY } }", true)]
    [InlineData("public class BusTests { BODY }", true)]
    [InlineData("namespace Game { public class Cases { BODY } }", false)]
    public async Task Many_of_them_hide_nothing(string tests, bool isReported)
    {
        var attached = string.Join(" ", Enumerable.Range(0, 12).Select(static index => $"public void Case{index}(Bus bus) {{ bus.Changed += () => Console.Write({index}); }}"));
        var source = $"using System; using System.Collections.Generic;\n{Bus}\n{Board}\n{tests.Replace("BODY", attached, StringComparison.Ordinal)}";
        if (isReported) await Verify.Analyzer<LockAnalyzer>(Only("MSES0001", source));
        else await Verify.Silent<LockAnalyzer>(Only("MSES0001", Unmarked(source)));
    }

    /// <summary>What only a test attaches does not run under the program's lock.</summary>
    [Theory]
    [InlineData("BusTests", false)]
    [InlineData("BusRules", true)]
    public async Task One_of_them_is_no_story(string name, bool isReported)
    {
        var source = $$"""
            {{Bus}}
            public class {{name}}
            {
                private readonly object _seen = new();
                private readonly Bus _bus = new();
                public {{name}}() => _bus.Changed += () => { lock (_seen) { } };
                public void Adds() { lock (_seen) _bus.Add(() => { }); }
            }
            """;
        if (isReported) await Verify.Analyzer<LockAnalyzer>(Only("MSES0001", source));
        else await Verify.Silent<LockAnalyzer>(Only("MSES0001", Unmarked(source)));
    }
}

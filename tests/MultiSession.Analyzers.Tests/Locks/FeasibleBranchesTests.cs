using MultiSession.Analyzers.Locks;
using MultiSession.Analyzers.Tests.Verification;
using static MultiSession.Analyzers.Tests.Locks.LockTest;

namespace MultiSession.Analyzers.Tests.Locks;

/// <summary>Two stories that cross make a finding only when both can happen: a try may fail, an argument may leave a branch out.</summary>
public class FeasibleBranchesTests
{
    [Theory]
    [InlineData("bool held = TryEnterB(); if (!held) return; lock ([|_a|]) { } ExitB();", "")]
    [InlineData("if (TryEnterB()) { lock ([|_a|]) { } ExitB(); }", "")]
    [InlineData("if (!TryEnterB()) return; lock ([|_a|]) { } ExitB();", "")]
    [InlineData("var held = false; Monitor.TryEnter(_b, 5, ref held); if (held) { lock ([|_a|]) { } Monitor.Exit(_b); }", "")]
    [InlineData("", "bool held = TryEnterB(); if (!held) { lock (_a) { } return; } ExitB();")]
    [InlineData("", "if (TryEnterB()) { ExitB(); } else { lock (_a) { } }")]
    [InlineData("", "if (!TryEnterB()) { lock (_a) { } return; } ExitB();")]
    [InlineData("", "var held = false; Monitor.TryEnter(_b, 5, ref held); if (!held) { lock (_a) { } } else Monitor.Exit(_b);")]
    public Task Who_failed_to_take_a_lock_does_not_hold_it(string reported, string silent)
    {
        var source = $$"""
            public class C
            {
                private readonly object _a = new(), _b = new();
                private bool TryEnterB() => Monitor.TryEnter(_b, 100);
                private void ExitB() => Monitor.Exit(_b);
                public void M() { {{reported}}{{silent}} }
                public void N() { lock (_a) { lock (_b) { } } }
            }
            """;
        return reported.Length > 0 ? Verify.Analyzer<LockAnalyzer>(Only("MSES0001", source)) : Verify.Silent<LockAnalyzer>(Only("MSES0001", source));
    }

    [Fact]
    public async Task A_wrapper_that_gives_up_is_not_the_waiting_half()
    {
        const string Source = """
            public class C
            {
                private readonly object _a = new(), _b = new();
                private bool EnterB() => Monitor.TryEnter(_b, 100);
                private void ExitB() => Monitor.Exit(_b);
                public void M() { lock (_a) { if (EnterB()) ExitB(); } }
                public void N() { lock (_b) { lock (_a) { } } }
            }
            """;
        await Verify.Silent<LockAnalyzer>(Only("MSES0001", Source));
        await Verify.Analyzer<LockAnalyzer>(Only("MSES0001", Source.Replace("Monitor.TryEnter(_b, 100)", "Take()", StringComparison.Ordinal).Replace("private void ExitB", "private bool Take() { Monitor.Enter(_b); return true; } private void ExitB", StringComparison.Ordinal)
            .Replace("if (EnterB())", "if ([|EnterB()|])", StringComparison.Ordinal)));
    }

    /// <summary>The branch with the lock runs only for other arguments than the caller's.</summary>
    [Theory]
    [InlineData("bool deep", "if (deep) lock (_b) { }", "true", "false")]
    [InlineData("bool deep", "if (!deep) lock (_b) { }", "false", "true")]
    [InlineData("bool deep", "if (!deep) return; lock (_b) { }", "true", "false")]
    [InlineData("bool deep, int depth = 1", "if (depth > 0 && deep) lock (_b) { }", "true", "false")]
    [InlineData("bool shallow = true", "if (shallow || _closed) return; lock (_b) { }", "false", "")]
    [InlineData("object? item", "if (item != null) lock (_b) { }", "new object()", "null")]
    [InlineData("object? item", "if (item is null) return; lock (_b) { }", "this", "null")]
    [InlineData("bool deep", "Pass(deep); } private void Pass(bool down) { if (down) lock (_b) { }", "true", "false")]
    [InlineData("bool deep", "Pass(!deep); } private void Pass(bool up) { if (!up) lock (_b) { }", "true", "false")]
    [InlineData("bool deep", "if (deep) Pass(deep); } private void Pass(bool down) { if (down) lock (_b) { }", "true", "false")]
    public async Task A_constant_argument_decides_which_branch_runs(string parameter, string statements, string reported, string silent)
    {
        await Verify.Analyzer<LockAnalyzer>(Only("MSES0001", Source($"[|Work({reported})|]")));
        await Verify.Silent<LockAnalyzer>(Only("MSES0001", Source($"Work({silent})")));

        string Source(string call) => $$"""
            public class C
            {
                private readonly object _a = new(), _b = new();
                private bool _closed;
                public void Close() => _closed = true;
                public void M() { lock (_a) {{call}}; }
                public void N() { lock (_b) { lock (_a) { } } }
                private void Work({{parameter}}) { {{statements}} }
            }
            """;
    }

    [Fact]
    public Task A_parameter_that_is_written_first_decides_nothing() => Verify.Analyzer<LockAnalyzer>(Only("MSES0001", """
        public class C
        {
            private readonly object _a = new(), _b = new();
            public void M() { lock (_a) [|Work(false)|]; }
            public void N() { lock (_b) { lock (_a) { } } }
            private void Work(bool deep) { deep = Environment.ProcessorCount > 1; if (deep) lock (_b) { } }
        }
        """));
}

using Microsoft.CodeAnalysis;
using MultiSession.Analyzers.Locks;
using MultiSession.Analyzers.Tests.Verification;
using static MultiSession.Analyzers.Tests.Locks.LockTest;

namespace MultiSession.Analyzers.Tests.Locks;

/// <summary>MSES0007: code of others runs under a lock of ours.</summary>
public class ForeignCodeTests
{
    [Theory]
    [InlineData("Changed?[|.Invoke()|];")]
    [InlineData("[|Changed!()|];")]
    [InlineData("var handler = Changed; handler?[|.Invoke()|];")]
    [InlineData("[|Act()|];")]
    [InlineData("[|callback()|];")]
    [InlineData("[|_inline.SetResult()|];")]
    [InlineData("[|_inline.TrySetException(new InvalidOperationException())|];")]
    public async Task Reports(string statement)
    {
        var finding = Assert.Single(await Verify.Analyzer<LockAnalyzer>(Only("MSES0007", Program($"lock (_gate) {{ {statement} }}"))));
        Assert.Equal(DiagnosticSeverity.Info, finding.Severity);
        Assert.Equal("C._gate", LockDiagnosticProperties.KeyOf(finding));
        await Verify.Silent<LockAnalyzer>(Only("MSES0007", Program($"lock (_gate) {{ }} {Unmarked(statement)}")));
    }

    [Theory]
    [InlineData("_elsewhere.SetResult();")]
    [InlineData("Action own = () => { }; own();")]
    [InlineData("_private();")]
    [InlineData("_ = new[] { 1 }.OrderBy(value => value).ToList();")]
    [InlineData("Changed += () => { };")]
    [InlineData("_ = Task.Run(() => callback());")]
    public Task Silent(string statement) => Verify.Silent<LockAnalyzer>(Only("MSES0007", Program($"lock (_gate) {{ {statement} }}")));

    [Fact]
    public Task A_lock_that_nobody_else_knows_is_no_danger() =>
        Verify.Silent<LockAnalyzer>(Only("MSES0007", "public class C { private readonly object _gate = new(); public C(Action callback) { lock (_gate) callback(); } }"));

    private static string Program(string statements) => $$"""
        public class C
        {
            private readonly object _gate = new();
            private readonly Action _private = () => { };
            private readonly TaskCompletionSource _inline = new(), _elsewhere = new(TaskCreationOptions.RunContinuationsAsynchronously);
            public event Action? Changed;
            public Action Act { get; set; } = () => { };
            public void M(Action callback) { {{statements}} }
        }
        """;
}

using MultiSession.Analyzers.Locks;
using MultiSession.Analyzers.Tests.Verification;
using static MultiSession.Analyzers.Tests.Locks.LockTest;

namespace MultiSession.Analyzers.Tests.Locks;

/// <summary>A lock that is chosen where it is taken: each of those that it may be counts.</summary>
public class ChosenLockTests
{
    [Theory]
    [InlineData("lock (first ? _a : _c) { }", true)]
    [InlineData("lock (first ? _c : _a) { }", true)]
    [InlineData("var gate = first ? _a : _c; lock (gate) { }", true)]
    [InlineData("lock (first switch { true => _a, _ => _c }) { }", true)]
    [InlineData("lock (first ? _c : _d) { }", false)]
    [InlineData("lock (first ? _a : Other()) { }", true)]
    [InlineData("lock (first ? Other() : _d) { }", false)]
    [InlineData("lock (first ? _b : _a) { }", true)]
    public async Task Under_another_lock(string statement, bool isReported)
    {
        var source = $$"""
            public class C
            {
                private readonly object _a = new(), _b = new(), _c = new(), _d = new();
                public void One() { lock (_a) { lock ([|_b|]) { } } }
                public void Two(bool first) { lock (_b) { {{statement}} } }
                private object Other() => new();
            }
            """;
        if (isReported) await Verify.Analyzer<LockAnalyzer>(Only("MSES0001", source));
        else await Verify.Silent<LockAnalyzer>(Only("MSES0001", Unmarked(source)));
    }

    /// <summary>Who holds one of two locks does not hold both.</summary>
    [Fact]
    public Task Each_is_held_by_itself() =>
        Verify.Silent<LockAnalyzer>(Only("MSES0001", """
            public class C
            {
                private readonly object _a = new(), _b = new(), _c = new();
                public void One(bool first) { lock (first ? _a : _b) { lock (_c) { } } }
                public void Two() { lock (_a) { lock (_b) { } } }
            }
            """));

    [Theory]
    [InlineData("public class C", true)]
    [InlineData("public sealed class C", true)]
    public async Task The_type_of_an_object(string declaration, bool isReported)
    {
        var source = $$"""
            {{declaration}}
            {
                private readonly object _a = new();
                public void One() { lock (_a) { lock ({{(isReported ? "[|GetType()|]" : "GetType()")}}) { } } }
                public void Two() { lock (typeof(C)) { lock (_a) { } } }
            }
            """;
        await Verify.Analyzer<LockAnalyzer>(Only("MSES0001", source));
        await Verify.Silent<LockAnalyzer>(Only("MSES0001", Unmarked(source).Replace("GetType()", "_a.GetType()", StringComparison.Ordinal)));
    }
}

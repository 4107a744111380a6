using MultiSession.Analyzers.Locks;
using MultiSession.Analyzers.Tests.Verification;
using static MultiSession.Analyzers.Tests.Locks.LockTest;

namespace MultiSession.Analyzers.Tests.Locks;

/// <summary>A branch that asks for bits of a parameter runs only for callers that give them.</summary>
public class FlagArgumentTests
{
    [Theory]
    [InlineData("Close(Way.Wait)", "Close(Way.Abort)", "void Close(Way way) { if ((way & Way.Abort) == 0) TakeB(); } [Flags] enum Way { None, Abort = 1, Silent = 2, Wait = 4 }")]
    [InlineData("Close(Way.Abort | Way.Silent)", "Close(Way.Silent)", "void Close(Way way) => Pass(way); void Pass(Way way) { if ((Way.Abort & way) != Way.None) TakeB(); } [Flags] enum Way { None, Abort = 1, Silent = 2 }")]
    [InlineData("Close(Way.Abort | Way.Silent)", "Close(Way.Silent)", "void Close(Way way) { if (!way.HasFlag(Way.Abort)) return; TakeB(); } [Flags] enum Way : ulong { None, Abort = 1UL << 63, Silent = 2 }")]
    [InlineData("Close(3)", "Close(2)", "void Close(int way) { if ((way & 3) == 3) TakeB(); }")]
    public async Task What_a_branch_needs_of_flags(string gives, string gives_not, string members)
    {
        await Verify.Analyzer<LockAnalyzer>(Only("MSES0001", Program($"[|{gives}|]", members)));
        await Verify.Silent<LockAnalyzer>(Only("MSES0001", Program(gives_not, members)));
    }

    [Fact]
    public Task Flags_that_are_not_constants_may_be_any() => Verify.Analyzer<LockAnalyzer>(Only("MSES0001",
        Program("[|Close(_way)|]", "int _way; public void Set(int way) => _way = way; void Close(int way) { if ((way & 2) == 0) TakeB(); }")));

    private static string Program(string call, string members) => $$"""
        public class C
        {
            private static readonly object A = new(), B = new();
            public void One() { lock (A) { {{call}}; } }
            public void Two() { lock (B) { lock (A) { } } }
            private void TakeB() { lock (B) { } }
            {{members}}
        }
        """;
}

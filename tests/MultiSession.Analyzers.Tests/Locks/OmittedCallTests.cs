using MultiSession.Analyzers.Locks;
using MultiSession.Analyzers.Tests.Verification;
using static MultiSession.Analyzers.Tests.Locks.LockTest;

namespace MultiSession.Analyzers.Tests.Locks;

/// <summary>What the compiler leaves out, because a symbol is not defined, does not run.</summary>
public class OmittedCallTests
{
    [Theory]
    [InlineData("", "[|Check()|]", "Check()", "OTHER")]
    [InlineData("#define SOME\n", "[|Check()|]", "Check()", "SOME")]
    [InlineData("#define OTHER\n", "[|Check()|]", "Check()", "SOME\"), System.Diagnostics.Conditional(\"OTHER")]
    [InlineData("#define SOME\n", "Say([|TakeB()|])", "Say(TakeB())", "SOME")]
    public async Task A_conditional_call_runs_where_its_symbol_is_defined(string head, string found, string silent, string symbol)
    {
        var isDefined = head.Length > 0;
        var source = $$"""
            {{head}}public class C
            {
                private static readonly object A = new(), B = new();
                public void One() { lock (A) { {{(isDefined ? found : silent)}}; } }
                public void Two() { lock (B) { lock (A) { } } }
                private static int TakeB() { lock (B) { return 1; } }
                [System.Diagnostics.Conditional("{{symbol}}")] private static void Check() => TakeB();
                [System.Diagnostics.Conditional("{{symbol}}")] private static void Say(int what) => System.Console.WriteLine(what);
            }
            """;
        if (isDefined) await Verify.Analyzer<LockAnalyzer>(Only("MSES0001", source));
        else await Verify.Silent<LockAnalyzer>(Only("MSES0001", source));
        await Verify.Silent<LockAnalyzer>(Only("MSES0001", "#undef SOME\n#undef OTHER\n" + Unmarked(source).Replace("#define", "//", StringComparison.Ordinal)));
    }

    [Fact]
    public Task Arguments_of_an_assertion_of_the_framework_are_not_evaluated() => Verify.Silent<LockAnalyzer>(Only("MSES0001", """
        #undef DEBUG
        public class C
        {
            private static readonly object A = new(), B = new();
            public void One() { lock (A) { System.Diagnostics.Debug.Assert(TakeB()); } }
            public void Two() { lock (B) { lock (A) { } } }
            private static bool TakeB() { lock (B) { return true; } }
        }
        """));
}

using MultiSession.Analyzers.Locks;
using MultiSession.Analyzers.Tests.Verification;
using static MultiSession.Analyzers.Tests.Locks.LockTest;

namespace MultiSession.Analyzers.Tests.Locks;

/// <summary>While an object is made nobody else knows it: not in its constructors, nor in what only they run on it.</summary>
public class ConstructionTests
{
    [Theory]
    [InlineData("Fill();", "", false)]
    [InlineData("FillAll();", "private void FillAll() => Fill();", false)]
    [InlineData("Fill();", "public static Document Make(Whole whole) { var made = new Document(whole); made.Fill(); return made; }", false)]
    [InlineData("Fill();", "public void Save() { lock (_whole.Gate) Fill(); }", false)]
    [InlineData("", "public void Save() { lock (_whole.Gate) Fill(); }", false)]
    [InlineData("Fill();", "public void Save() => Fill();", true)]
    [InlineData("Fill();", "public static void Refill(Document other) => other.Fill();", true)]
    [InlineData("Task.Run(Fill);", "", true)]
    [InlineData("_ = FillLaterAsync();", "private async Task FillLaterAsync() { await Task.Yield(); Fill(); }", true)]
    public Task What_only_constructors_call_runs_on_an_object_that_nobody_else_knows(string constructor, string member, bool isFound)
    {
        var source = $$"""
            public class Document
            {
                private readonly object _own = new();
                private readonly Whole _whole;
                public Document(Whole whole) { _whole = whole; {{constructor}} }
                {{member}}
                public bool Exists { get { lock (_own) { return true; } } }
                private void Fill() { lock (_own) { lock ([|_whole.Gate|]) { } } }
            }
            public class Whole
            {
                public readonly object Gate = new();
                public bool Has(Document document) { lock (Gate) { return document.Exists; } }
            }
            """;
        return isFound ? Verify.Analyzer<LockAnalyzer>(Only("MSES0001", source)) : Verify.Silent<LockAnalyzer>(Only("MSES0001", Unmarked(source)));
    }
}

using MultiSession.Analyzers.Locks;
using MultiSession.Analyzers.Tests.Verification;
using static MultiSession.Analyzers.Tests.Locks.LockTest;

namespace MultiSession.Analyzers.Tests.Locks;

/// <summary>What an interface of the source has from the framework is followed to the few that implement that interface.</summary>
public class InheritedContractTests
{
    [Theory]
    [InlineData("IJob", 1, true)]
    [InlineData("IJob", 2, true)]
    [InlineData("IJob", 4, true)]
    [InlineData("IJob", 5, false)]
    [InlineData("IDisposable", 2, false)]
    public async Task Dispose_of_an_interface_of_the_source(string type, int implementations, bool isFound)
    {
        var others = string.Join("\n", Enumerable.Range(1, implementations - 1).Select(static index => $"public class Job{index} : IJob {{ public void Dispose() {{ }} }}"));
        var source = $$"""
            public interface IJob : IDisposable { }
            public class Board
            {
                public {{type}} Current { get; set; } = null!;
                private readonly object _jobs = new(), _done = new();
                public void Stop() { lock (_jobs) { [|Current.Dispose()|]; } }
                public void Finish() { lock (_done) { } }
                public void Swap() { lock (_done) { lock (_jobs) { } } }
            }
            public class Job(Board board) : IJob { public void Dispose() => board.Finish(); }
            {{others}}
            """;
        if (isFound) await Verify.Analyzer<LockAnalyzer>(Only("MSES0001", source));
        else await Verify.Silent<LockAnalyzer>(Only("MSES0001", Unmarked(source)));
    }
}

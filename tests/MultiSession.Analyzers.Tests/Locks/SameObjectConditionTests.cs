using MultiSession.Analyzers.Locks;
using MultiSession.Analyzers.Tests.Verification;
using static MultiSession.Analyzers.Tests.Locks.LockTest;

namespace MultiSession.Analyzers.Tests.Locks;

/// <summary>Who is asked for by <c>sender == _owner</c> is of the owner's type.</summary>
public class SameObjectConditionTests
{
    [Theory]
    [InlineData("if (sender != _owner) return; lock (B) { }")]
    [InlineData("if (_owner != sender) return; lock (B) { }")]
    [InlineData("if (sender == _owner) lock (B) { }")]
    [InlineData("if (!ReferenceEquals(sender, _owner)) return; lock (B) { }")]
    public async Task Only_an_object_of_that_type(string body)
    {
        await Verify.Silent<LockAnalyzer>(Only("MSES0001", Unmarked(Program(body, "new Stranger()"))));
        await Verify.Silent<LockAnalyzer>(Only("MSES0001", Unmarked(Program(body, "_stranger"))));
        await Verify.Analyzer<LockAnalyzer>(Only("MSES0001", Program(body, "_owner")));
        await Verify.Analyzer<LockAnalyzer>(Only("MSES0001", Program(body, "_derived")));
        await Verify.Analyzer<LockAnalyzer>(Only("MSES0001", Program(body, "_anybody")));
    }

    [Theory]
    [InlineData("if (sender == _owner) return; lock (B) { }")]
    [InlineData("if (sender != _owner) lock (B) { }")]
    [InlineData("if (sender == _owner) { } lock (B) { }")]
    public Task Anybody_else(string body) => Verify.Analyzer<LockAnalyzer>(Only("MSES0001", Program(body, "_stranger")));

    private static string Program(string body, string sender) => $$"""
        public class Owner { }
        public class Derived : Owner { }
        public class Stranger { }
        public class C
        {
            private static readonly object A = new(), B = new();
            private readonly Owner _owner = new();
            private readonly Derived _derived = new();
            private readonly Stranger _stranger = new();
            public object _anybody = new();
            private void Handle(object sender) { {{body}} }
            private void Raise(object sender) => Handle(sender);
            public void One() { lock (A) { [|Raise({{sender}})|]; } }
            public void Two() { lock (B) { lock (A) { } } }
        }
        """;
}

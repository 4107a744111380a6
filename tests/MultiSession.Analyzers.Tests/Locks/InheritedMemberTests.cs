using MultiSession.Analyzers.Locks;
using MultiSession.Analyzers.Tests.Verification;
using static MultiSession.Analyzers.Tests.Locks.LockTest;

namespace MultiSession.Analyzers.Tests.Locks;

/// <summary>What a base class keeps for its subclasses: each has what its own constructor hands up.</summary>
public class InheritedMemberTests
{
    [Theory]
    [InlineData("new Monitor(new Wire())", "Next.Send()", false)]
    [InlineData("new Monitor(new Failover())", "Next.Send()", true)]
    [InlineData("new Quiet(new Failover())", "Next.Send()", true)]
    [InlineData("new Monitor(new Wire())", "base.Send()", false)]
    [InlineData("new Monitor(new Failover())", "base.Send()", true)]
    public Task A_layer_and_what_its_own_kind_is_made_around(string made, string sends, bool isFound)
    {
        var source = $$"""
            public abstract class Transport { public abstract void Send(); }
            public class Wire : Transport { public override void Send() { } }
            public class Failover : Transport
            {
                internal static readonly object Gate = new();
                public override void Send() { lock (Gate) { } }
            }
            public abstract class Filter : Transport
            {
                protected readonly Transport Next;
                protected Filter(Transport next) { Next = next; }
                public override void Send() => Next.Send();
            }
            public class Monitor : Filter
            {
                internal static readonly object Inner = new();
                public Monitor(Transport next) : base(next) { }
                public override void Send() { lock (Inner) { [|{{sends}}|]; } }
            }
            {{(made.Contains("Quiet", StringComparison.Ordinal) ? "public class Quiet : Monitor { public Quiet(Transport next) : base(next) { } }" : "")}}
            public class Correlator : Filter
            {
                public Correlator(Transport next) : base(next) { }
                public override void Send() => Next.Send();
            }
            public class Factory
            {
                private readonly Transport _all = new Correlator(new Failover()), _made = {{made}};
                public void Send() { _all.Send(); _made.Send(); }
                public void Two() { lock (Failover.Gate) { lock (Monitor.Inner) { } } }
            }
            """;
        return isFound ? Verify.Analyzer<LockAnalyzer>(Only("MSES0001", source)) : Verify.Silent<LockAnalyzer>(Only("MSES0001", Unmarked(source)));
    }
}

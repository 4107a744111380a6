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

    /// <summary>What each class puts into a member of their common base class, its own handlers are on, and its own calls run.</summary>
    [Theory]
    [InlineData("protected Wrapper _wrapper = null!;", "_wrapper = new Images();", "_wrapper = new Texts();", false)]
    [InlineData("private protected Wrapper _wrapper = null!;", "_wrapper = new Images();", "_wrapper = new Texts();", false)]
    [InlineData("protected Wrapper _wrapper = null!;", "var made = new Images(); _wrapper = made;", "var made = new Texts(); _wrapper = made;", false)]
    [InlineData("protected Wrapper _wrapper = null!;", "_wrapper = Wrapper.Shared;", "_wrapper = Wrapper.Shared;", true)]
    [InlineData("protected Wrapper _wrapper = null!;", "_wrapper = wrapper;", "_wrapper = wrapper;", true)]
    [InlineData("public Wrapper _wrapper = null!;", "_wrapper = new Images();", "_wrapper = new Texts();", true)]
    public async Task Siblings_and_what_each_of_them_keeps(string member, string movies, string music, bool isFound)
    {
        var source = $$"""
            public abstract class Wrapper
            {
                internal static readonly Wrapper Shared = new Images();
                public event Action? Finished;
                protected void Fire() => Finished?.Invoke();
                public abstract void Refresh();
            }
            public class Images : Wrapper { public override void Refresh() => Fire(); }
            public class Texts : Wrapper { public override void Refresh() => Fire(); }
            public abstract class Matcher { {{member}} }
            public class Movies : Matcher
            {
                private readonly object _gate = new();
                private int _count;
                public Movies(Wrapper wrapper) { {{movies}} _wrapper.Finished += OnFinished; }
                public void Refresh() { lock (_gate) _wrapper.Refresh(); }
                private void OnFinished() { lock (_gate) _count++; }
            }
            public class Music : Matcher
            {
                private readonly object _gate = new();
                private int _count;
                public Music(Wrapper wrapper) { {{music}} _wrapper.Finished += OnFinished; }
                public void Refresh() { lock (_gate) _wrapper.Refresh(); }
                private void OnFinished() { lock (_gate) _count++; }
            }
            """;
        Assert.Equal(isFound ? 1 : 0, (await FindingsAsync(Only("MSES0001", source))).Length);
    }

    /// <summary>The classes of one family are no others to each other.</summary>
    [Theory]
    [InlineData("Matcher", false)]
    [InlineData("Movies", true)]
    public async Task A_class_and_those_that_derive_from_it(string @base, bool isFound)
    {
        var source = $$"""
            public abstract class Wrapper { public abstract void Refresh(); }
            public class Quiet : Wrapper { public override void Refresh() { } }
            public class Locked : Wrapper
            {
                internal static readonly object Gate = new();
                public override void Refresh() { lock (Gate) { } }
            }
            public class Matcher { protected Wrapper _wrapper = null!; }
            public class Movies : Matcher
            {
                internal static readonly object Inner = new();
                public void Init() => _wrapper = new Quiet();
                public void Refresh() { lock (Inner) _wrapper.Refresh(); }
            }
            public class Shows : {{@base}}
            {
                public void Change() => _wrapper = new Locked();
                public static void Two() { lock (Locked.Gate) { lock (Movies.Inner) { } } }
            }
            """;
        Assert.Equal(isFound ? 1 : 0, (await FindingsAsync(Only("MSES0001", source))).Length);
    }
}

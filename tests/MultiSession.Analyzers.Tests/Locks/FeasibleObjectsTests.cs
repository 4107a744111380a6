using MultiSession.Analyzers.Locks;
using MultiSession.Analyzers.Tests.Verification;
using static MultiSession.Analyzers.Tests.Locks.LockTest;

namespace MultiSession.Analyzers.Tests.Locks;

/// <summary>Two stories that cross make a finding only when they can be true of the same objects.</summary>
public class FeasibleObjectsTests
{
    /// <summary>A wrapper holds its own locks in one order, and the same class's lock of what it wraps in the other.</summary>
    [Theory]
    [InlineData("_next?.Take();")]
    [InlineData("var next = _next; if (next is not null) next.Take();")]
    [InlineData("PassOn(); } } private void PassOn() { { if (_next is { } next) next.Take();")]
    public async Task What_an_object_wraps_is_not_the_object_itself(string statements)
    {
        await Verify.Silent<LockAnalyzer>(Only("MSES0001", Chained(statements)));
        await Verify.Analyzer<LockAnalyzer>(Only("MSES0001", Chained("[|Take()|];")));
    }

    /// <summary>What a library's method takes out of a collection, or runs a lambda with, is one of its elements; what it makes of them is not.</summary>
    [Theory]
    [InlineData("_parts.ForEach(p => p.TakeB());", false)]
    [InlineData("_ = _parts.Where(p => p.Whole is null).Any(p => p.TakeB());", false)]
    [InlineData("foreach (var p in _parts.Skip(1).ToArray()) p.TakeB();", false)]
    [InlineData("foreach (var p in _named.Values.Reverse()) p.TakeB();", false)]
    [InlineData("foreach (var p in _parts.Select(p => p.Whole)) p?.TakeB();", true)]
    public async Task Elements_by_way_of_a_library(string statement, bool isFound) => Assert.Equal(isFound, (await FindingsAsync(Only("MSES0001", $$"""
        public class Part
        {
            private readonly object _a = new(), _b = new();
            private readonly List<Part> _parts = [];
            private readonly Dictionary<string, Part> _named = [];
            public Part? Whole { get; set; }
            public void M() { lock (_a) { {{statement}} } }
            public void N() { lock (_b) { foreach (var part in _parts) part.TakeA(); } }
            public void Add(string name, Part part) { _parts.Add(part); _named.Add(name, part); part.Whole = this; }
            private bool TakeA() { lock (_a) return true; }
            private bool TakeB() { lock (_b) return true; }
        }
        """))).Length > 0);

    [Fact]
    public async Task Who_follows_one_member_again_and_again_does_not_come_back()
    {
        const string Same = """
            public class Link
            {
                private readonly object _a = new(), _b = new();
                private readonly Link? _next, _previous;
                public Link(Link? next, Link? previous) { _next = next; _previous = previous; }
                public void M() { lock (_a) _next?.TakeB(); }
                public void N() { lock (_b) _next?.TakeA(); }
                private void TakeA() { lock (_a) { } }
                private void TakeB() { lock (_b) { } }
            }
            """;
        await Verify.Silent<LockAnalyzer>(Only("MSES0001", Same));
        await Verify.Analyzer<LockAnalyzer>(Only("MSES0001", Same.Replace("lock (_a) _next?.TakeB()", "lock (_a) _next?[|.TakeB()|]", StringComparison.Ordinal).Replace("_next?.TakeA()", "_previous?.TakeA()", StringComparison.Ordinal)
            .Replace("private readonly Link? _next, _previous;", "private Link? _next, _previous; public void Append(Link link) { _next = link; link._previous = this; }", StringComparison.Ordinal)));
    }

    /// <summary>Parts of a whole of one kind: a lock is taken downwards on both ways, unless a part knows the whole.</summary>
    [Theory]
    [InlineData("Node node, Node owner", "owner", true)]
    [InlineData("Node node", "this", false)]
    public async Task Parts_are_locked_from_the_whole_downwards(string parameters, string owner, bool isSilent)
    {
        var source = $$"""
            public abstract class Node
            {
                private readonly object _own = new();
                internal Node? Owner;
                public abstract void Work();
                public virtual void Refresh() { }
                public void Take() { lock (_own) { } }
                public void Notify() { lock (_own) Owner?.Refresh(); }
            }

            public class Wrapper : Node
            {
                private readonly object _outer = new();
                private readonly Node _inner;
                public Wrapper(Node inner) => _inner = inner;
                public void Attach({{parameters}}) { node.Owner = {{owner}}; }
                public override void Work() { lock (_outer) _inner.Take(); }
                public override void Refresh() { lock (_outer) { } }
            }

            public class Group : Node
            {
                private readonly Node[] _items;
                public Group(Node[] items) => _items = items;
                public override void Work() { foreach (var item in _items) item.Take(); for (var i = 0; i < _items.Length; i++) _items[i].Take(); }
            }
            """;
        var found = await FindingsAsync(Only("MSES0001", source));
        Assert.Equal(isSilent, found.Length == 0);
    }

    /// <summary>What a member can only store decides what a call on it runs.</summary>
    [Theory]
    [InlineData("private readonly IWorker _worker = new Idle();", true)]
    [InlineData("private readonly IWorker _worker; public C() => _worker = new Idle();", true)]
    [InlineData("private readonly Base _worker = new Derived();", true)]
    [InlineData("private readonly IWorker _worker; public C(IWorker worker) => _worker = worker;", false)]
    [InlineData("private IWorker _worker = new Idle(); public void Use(IWorker worker) => (_worker, _) = (worker, 1);", false)]
    [InlineData("private IWorker _worker = new Idle(); public void Use() => Fill(ref _worker); private static void Fill(ref IWorker worker) => worker = new Busy();", false)]
    [InlineData("public IWorker _worker = new Idle();", false)]
    public async Task A_member_with_objects_of_one_type_runs_only_their_code(string member, bool isSilent)
    {
        var source = $$"""
            public interface IWorker { void Work(); }
            public class Idle : IWorker { public void Work() { } }
            public class Busy : IWorker { public void Work() { lock (C.B) { } } }
            public class Base { public virtual void Work() { lock (C.B) { } } }
            public class Derived : Base { public override void Work() { } }
            public class C
            {
                internal static readonly object A = new(), B = new();
                {{member}}
                public void M() { lock (A) _worker.Work(); }
                public static void N() { lock (B) { lock (A) { } } }
            }
            """;
        var found = await FindingsAsync(Only("MSES0001", source));
        Assert.Equal(isSilent, found.Length == 0);
    }

    [Theory]
    [InlineData("private readonly Part _part = new();", true)]
    [InlineData("private readonly Part _part; public Whole(Part part) => _part = part;", false)]
    public async Task What_a_new_object_has_made_itself_nobody_else_waits_for(string member, bool isSilent)
    {
        var source = $$"""
            public class Part
            {
                private readonly object _gate = new();
                public void Start() { lock (_gate) { } }
                public void Run() { lock (_gate) { lock (C.A) { } } }
            }

            public class Whole
            {
                {{member}}
                public void Start() => _part.Start();
            }

            public class C
            {
                internal static readonly object A = new();
                private readonly Part _shared = new();
                public void M() { lock (A) { var whole = new Whole(); whole.Start(); } }
            }
            """.Replace("new Whole()", isSilent ? "new Whole()" : "new Whole(_shared)", StringComparison.Ordinal);
        var found = await FindingsAsync(Only("MSES0001", source));
        Assert.Equal(isSilent, found.Length == 0);
    }

    /// <summary>What a constructor is given is older than the object: two objects are not each older than the other.</summary>
    [Theory]
    [InlineData("private readonly Channel _lower; public Muxer(Channel lower) => _lower = lower;", true)]
    [InlineData("private Channel? _lower; public Muxer(Channel lower) => _lower = lower; public void Close() => _lower = null;", true)]
    [InlineData("private Channel _lower; public Muxer(Channel lower) => _lower = lower; public void Use(Channel other) => _lower = other;", false)]
    [InlineData("private readonly Channel _lower; public Muxer() => _lower = new Session(this);", false)]
    public async Task Objects_that_were_given_when_their_owners_were_made_form_no_ring(string member, bool isSilent)
    {
        var source = $$"""
            public abstract class Channel { public abstract void Send(); }
            public class Socket : Channel { public override void Send() { } }
            public class Session : Channel
            {
                private readonly Muxer _muxer;
                public Session(Muxer muxer) => _muxer = muxer;
                public override void Send() { lock (this) { } }
                public void Flush() { lock (this) _muxer.Send(); }
            }

            public class Muxer
            {
                private readonly object _sync = new();
                {{member}}
                public void Send() { lock (_sync) _lower.Send(); }
                public void Receive() { lock (_sync) { } }
            }
            """.Replace("_muxer.Send()", "_muxer.Receive()", StringComparison.Ordinal);
        var found = await FindingsAsync(Only("MSES0001", source));
        Assert.Equal(isSilent, found.Length == 0);
    }

    private static string Chained(string statements) => $$"""
        public class Layer
        {
            private readonly object _outer = new(), _inner = new();
            private readonly Layer? _next;
            public Layer(Layer? next) => _next = next;
            public void M() { lock (_inner) { {{statements}} } }
            public void N() { lock (_outer) { lock (_inner) { } } }
            private void Take() { lock (_outer) { } }
        }
        """;
}

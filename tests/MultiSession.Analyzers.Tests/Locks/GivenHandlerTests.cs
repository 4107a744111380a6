using MultiSession.Analyzers.Locks;
using MultiSession.Analyzers.Tests.Verification;
using static MultiSession.Analyzers.Tests.Locks.LockTest;

namespace MultiSession.Analyzers.Tests.Locks;

/// <summary>A stored delegate or an event runs what this object was given, and not what others of its class were.</summary>
public class GivenHandlerTests
{
    [Theory]
    [InlineData("_queue = new Queue(HANDLER);")]
    [InlineData("_queue = new Queue(null); _queue.Changed += HANDLER;")]
    [InlineData("_queue = new Queue(null); _queue.Set(HANDLER);")]
    [InlineData("_queue = new Queue(null) { Next = HANDLER };")]
    [InlineData("_queue = new Queue(null); _queue.Later = HANDLER;")]
    [InlineData("_queue = new Queue(null); _queue.Added += HANDLER;")]
    [InlineData("_queue = new Queue(null); _queue.Raised += HANDLER;")]
    [InlineData("var queue = new Queue(HANDLER); queue.Set(null); _queue = queue;")]
    [InlineData("_queue = new Queue(null); Wire(_queue, HANDLER);")]
    [InlineData("_queue = new Queue(true, HANDLER);")]
    public async Task An_object_that_is_created_for_a_member(string create)
    {
        await Verify.Analyzer<LockAnalyzer>(Only("MSES0001", Program(create.Replace("HANDLER", "user.OnPut", StringComparison.Ordinal), "[|_queue.Put()|];")));
        await Verify.Silent<LockAnalyzer>(Only("MSES0001", Program(create.Replace("HANDLER", "OnPut", StringComparison.Ordinal), "_queue.Put();")));
    }

    [Theory]
    [InlineData("user.OnPut", true)]
    [InlineData("OnPut", false)]
    public Task A_new_object(string handler, bool isFound) =>
        Check(Program("_queue = new Queue(null);", $"new Queue({handler}).Set(null); [|new Queue({handler}).Put()|];"), isFound);

    /// <summary>However many subscribe to an event, what is created for a member has those that subscribe through that member.</summary>
    [Theory]
    [InlineData("private readonly Worker _worker = new();", "_worker.Changed += OnChanged;", 12, true)]
    [InlineData("private Worker? _worker;", "_worker = new Worker(); _worker.Changed += OnChanged;", 40, true)]
    [InlineData("private readonly Worker _worker;", "_worker = worker; _worker.Changed += OnChanged;", 12, false)]
    [InlineData("private readonly Worker _worker;", "_worker = worker; _worker.Changed += OnChanged;", 6, true)]
    public async Task One_of_many_that_have_an_object_of_their_own(string member, string subscribe, int others, bool isFound)
    {
        var source = $$"""
            public sealed class Worker
            {
                private readonly object _gate = new();
                private int _steps;
                public event Action? Changed;
                public void Step() { lock (_gate) { _steps++; Changed?.Invoke(); } }
                public int Count { get { lock (_gate) return _steps; } }
            }
            public sealed class Owner
            {
                private readonly object _own = new();
                {{member}}
                private int _changes;
                public Owner(Worker worker) { {{subscribe}} }
                private void OnChanged() { lock (_own) _changes++; }
                public int Read() { lock (_own) return _worker!.Count; }
                public void Step() => _worker!.Step();
            }
            """ + string.Concat(Enumerable.Range(0, others).Select(number => $$"""
            public sealed class User{{number}}
            {
                private int _changes;
                {{member}}
                public User{{number}}(Worker worker) { {{subscribe}} }
                private void OnChanged() { _changes++; }
                public void Step() => _worker!.Step();
            }
            """));
        Assert.Equal(isFound ? 1 : 0, (await FindingsAsync(Only("MSES0001", source))).Length);
    }

    /// <summary>Who tells all objects of a class runs the handlers of all of them: beyond eight it does not show whether one of them is meant.</summary>
    [Theory]
    [InlineData("foreach (var worker in _workers) worker.Step();", 4, true)]
    [InlineData("foreach (var worker in _workers) worker.Step();", 12, false)]
    [InlineData("_own.Step();", 12, true)]
    public async Task An_object_of_many_that_is_not_known(string tell, int others, bool isFound)
    {
        var source = $$"""
            public sealed class Worker
            {
                public event Action? Changed;
                public void Step() => Changed?.Invoke();
            }
            public sealed class Bus
            {
                private readonly object _gate = new();
                private readonly List<Worker> _workers = new();
                private readonly Worker _own = new();
                public Bus() { _own.Changed += OnChanged; }
                private void OnChanged() { lock (Owner.Own) { } }
                public void Add(Worker worker) { lock (_gate) _workers.Add(worker); }
                public void Tell() { lock (_gate) { {{tell}} } }
            }
            public sealed class Owner
            {
                internal static readonly object Own = new();
                private readonly Worker _worker = new();
                private readonly Bus _bus;
                public Owner(Bus bus) { _bus = bus; _worker.Changed += OnChanged; bus.Add(_worker); }
                private void OnChanged() { lock (Own) { } }
                public void Late() { lock (Own) _bus.Add(new Worker()); }
            }
            """ + string.Concat(Enumerable.Range(0, others).Select(static number => $$"""
            public sealed class User{{number}}
            {
                private readonly Worker _worker = new();
                public User{{number}}(Bus bus) { _worker.Changed += OnChanged; bus.Add(_worker); }
                private void OnChanged() { }
            }
            """));
        Assert.Equal(isFound ? 1 : 0, (await FindingsAsync(Only("MSES0001", source))).Length);
    }

    /// <summary>The event is the base's, but what is subscribed to is one of its classes.</summary>
    [Theory]
    [InlineData("First", "First first", true)]
    [InlineData("Second", "First first", false)]
    [InlineData("Special", "First first", true)]
    [InlineData("First", "Signal first", true)]
    [InlineData("Second", "Signal first", true)]
    public Task A_handler_of_another_class(string raised, string subscribed, bool isFound) => Check($$"""
        public abstract class Signal
        {
            public event Action? Raised;
            protected void Raise() => Raised?.Invoke();
        }
        public class First : Signal { public void Send() => Raise(); }
        public class Special : First { }
        public class Second : Signal { public void Send() => Raise(); }
        public class Pump
        {
            private readonly object _gate = new();
            public void Run({{raised}} signal) { lock (_gate) { [|signal.Send()|]; } }
            public void Look() { lock (_gate) { } }
        }
        public class User(Pump pump)
        {
            private readonly object _own = new();
            private Signal? _signal;
            public void Start({{subscribed}}) { _signal = first; first.Raised += OnRaised; }
            public void Stop() { lock (_own) { pump.Look(); } }
            private void OnRaised() { lock (_own) { } }
        }
        """, isFound);

    /// <summary>Both classes keep what they are given in their base.</summary>
    [Theory]
    [InlineData("First", true)]
    [InlineData("Second", false)]
    public Task An_object_of_a_class(string taken, bool isFound) => Check($$"""
        public abstract class Work
        {
            private readonly Action _done;
            protected Work(Action done) { _done = done; }
            protected void Complete() { _done(); }
        }
        public class First : Work { public First(Action done) : base(done) { } public void End() => Complete(); }
        public class Second : Work { public Second(Action done) : base(done) { } public void End() => Complete(); }
        public class Pump
        {
            private readonly object _gate = new();
            public readonly List<First> Firsts = new();
            public readonly List<Second> Seconds = new();
            public void Run() { lock (_gate) { foreach (var work in {{taken}}s) [|work.End()|]; } }
            public void Look() { lock (_gate) { } }
            public void Add() => Seconds.Add(new Second(() => { }));
        }
        public class User(Pump pump)
        {
            private readonly object _own = new();
            public void Start() => pump.Firsts.Add(new First(OnDone));
            public void Stop() { lock (_own) { pump.Look(); } }
            private void OnDone() { lock (_own) { } }
        }
        """, isFound);

    /// <summary>What is handed in from a caller further up is asked there.</summary>
    [Theory]
    [InlineData("_mine", false)]
    [InlineData("user.Queue", true)]
    public Task An_object_that_is_handed_in(string queue, bool isFound) =>
        Check(Program("_queue = _mine = new Queue(OnPut);", $"[|Hand({queue})|];", "private readonly Queue _mine; private static void Hand(Queue queue) => queue.Put();")
            .Replace("_queue = _mine", "_mine", StringComparison.Ordinal), isFound);

    private static Task Check(string source, bool isFound) =>
        isFound ? Verify.Analyzer<LockAnalyzer>(Only("MSES0001", source)) : Verify.Silent<LockAnalyzer>(Only("MSES0001", Unmarked(source)));

    private static string Program(string create, string use, string members = "private readonly Queue _queue;") => $$"""
        public class Queue
        {
            private Action? _put;
            public Queue(Action? put) { _put = put; }
            public Queue(bool isFirst, Action? put) : this(put) { }
            public event Action? Changed;
            public event Action? Added { add { Changed += value; } remove { } }
            public Action? Next { get; set; }
            public Action? Later { set { _put = value; } }
            public void Set(Action? put) { if (put != null) _put = put; }
            public event Action? Raised;
            public void Put() { _put?.Invoke(); Changed?.Invoke(); Next?.Invoke(); Helper.Raise(Raised); }
        }
        public static class Helper { public static void Raise(Action? handler) { if (handler != null) handler(); } }
        public class Owner
        {
            private readonly object _gate = new();
            {{members}}
            public Owner(User user) { {{create}} }
            public void Run(User user) { lock (_gate) { {{use}} } }
            public void Look() { lock (_gate) { } }
            private static void Wire(Queue queue, Action put) => queue.Changed += put;
            private void OnPut() { }
        }
        public class User
        {
            private readonly object _own = new();
            public readonly Queue Queue;
            public User() { Queue = new Queue(OnPut); Queue.Changed += OnPut; Queue.Raised += OnPut; Queue.Set(OnPut); Queue.Next = OnPut; Queue.Later = OnPut; Wire(Queue, OnPut); }
            private static void Wire(Queue queue, Action put) => queue.Changed += put;
            public void OnPut() { lock (_own) { } }
            public void Stop(Owner owner) { lock (_own) { owner.Look(); } }
        }
        """;
}

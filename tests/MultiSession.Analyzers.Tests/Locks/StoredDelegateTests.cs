using MultiSession.Analyzers.Locks;
using MultiSession.Analyzers.Tests.Verification;
using static MultiSession.Analyzers.Tests.Locks.LockTest;

namespace MultiSession.Analyzers.Tests.Locks;

/// <summary>Delegates that are put into a collection run where they are taken out and called.</summary>
public class StoredDelegateTests
{
    [Theory]
    [InlineData("List<Action>", "Add(handler)", "foreach (var one in _all) [|one()|];")]
    [InlineData("List<Action>", "Add(handler)", "foreach (var one in _all.ToArray()) [|one()|];")]
    [InlineData("List<Action>", "Add(handler)", "var copy = _all.ToList(); foreach (var one in copy) [|one()|];")]
    [InlineData("List<Action>", "Add(handler)", "[|_all[0]()|];")]
    [InlineData("List<Action>", "Add(handler)", "[|_all.First()()|];")]
    [InlineData("Queue<Action>", "Enqueue(handler)", "[|_all.Dequeue()()|];")]
    [InlineData("System.Collections.Concurrent.ConcurrentQueue<Action>", "Enqueue(handler)", "while (_all.TryDequeue(out var one)) [|one()|];")]
    [InlineData("Dictionary<int, Action>", "Add(1, handler)", "if (_all.TryGetValue(1, out var one)) [|one()|];")]
    [InlineData("System.Collections.Concurrent.ConcurrentDictionary<int, Action>", "TryAdd(1, handler)", "foreach (var pair in _all) [|pair.Value()|];")]
    [InlineData("Dictionary<int, List<Action>>", "First().Value.Add(handler)", "foreach (var one in _all[1]) [|one()|];")]
    public async Task Run_where_they_are_taken_out(string type, string put, string take)
    {
        var source = Program(type, put, take);
        await Verify.Analyzer<LockAnalyzer>(Only("MSES0001", source));
        await Verify.Silent<LockAnalyzer>(Only("MSES0001", Unmarked(source).Replace($"lock (_gate) {{ {Unmarked(take)} }}", Unmarked(take), StringComparison.Ordinal)));
        await Verify.Silent<LockAnalyzer>(Only("MSES0001", Unmarked(source).Replace($"_all.{put};", "", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("Add(handler)", "_ = _all.Count;")]
    [InlineData("Add(handler)", "_all.Clear();")]
    [InlineData("Add(handler)", "foreach (var one in _others) one();")]
    [InlineData("Remove(handler)", "foreach (var one in _all) one();")]
    public Task Silent_on_what_is_not_run(string put, string take) => Verify.Silent<LockAnalyzer>(Only("MSES0001", Program("List<Action>", put, take)));

    [Fact]
    public async Task Handlers_of_an_event_one_by_one()
    {
        const string Source = """
            public class Bus
            {
                private readonly object _gate = new();
                public event EventHandler? Done;
                public void Raise() { lock (_gate) { foreach (EventHandler one in Done!.GetInvocationList()) [|one(this, EventArgs.Empty)|]; } }
                public void Look() { lock (_gate) { } }
            }
            public class User
            {
                private readonly object _own = new();
                private readonly Bus _bus;
                public User(Bus bus) { _bus = bus; _bus.Done += OnDone; }
                public void Use() { lock (_own) { _bus.Look(); } }
                private void OnDone(object? sender, EventArgs e) { lock (_own) { } }
            }
            """;
        await Verify.Analyzer<LockAnalyzer>(Only("MSES0001", Source));
        await Verify.Silent<LockAnalyzer>(Only("MSES0001", Unmarked(Source).Replace("_bus.Done += OnDone;", "", StringComparison.Ordinal)));
    }

    private static string Program(string type, string put, string take) => $$"""
        public class Bus
        {
            private readonly object _gate = new();
            private readonly {{type}} _all = new();
            private readonly List<Action> _others = new();
            public void Add(Action handler) { _all.{{put}}; }
            public void Raise() { lock (_gate) { {{take}} } }
            public void Look() { lock (_gate) { } }
        }
        public class User(Bus bus)
        {
            private readonly object _own = new();
            public void Start() { bus.Add(OnDone); }
            public void Use() { lock (_own) { bus.Look(); } }
            private void OnDone() { lock (_own) { } }
        }
        """;

    /// <summary>An event of one object has not the handlers of another: each member below creates a queue for itself.</summary>
    [Theory]
    [InlineData("private readonly Queue _jobs = new();", "_jobs.Put()", false)]
    [InlineData("private readonly Queue _jobs = new(); public void Watch(Pump pump) => _jobs.Changed += pump.OnChanged;", "_jobs.Put()", true)]
    [InlineData("private readonly Queue _jobs = new(); public void Watch(Pump pump) { var jobs = _jobs; pump.Follow(jobs); }", "_jobs.Put()", true, "public void Follow(Queue queue) => queue.Changed += OnChanged;")]
    [InlineData("private readonly Queue _jobs; public Scheduler(Queue jobs) => _jobs = jobs;", "_jobs.Put()", true)]
    public Task An_event_of_an_object_that_is_created_elsewhere(string member, string call, bool isFound, string other = "")
    {
        var source = $$"""
            public class Queue
            {
                public event Action? Changed;
                public void Put() => Changed?.Invoke();
            }
            public class Pump
            {
                private readonly object _own = new();
                private readonly Queue _timers = new();
                public Pump() => _timers.Changed += OnChanged;
                {{other}}
                public void OnChanged() { lock (_own) { } }
                public void Stop(Scheduler scheduler) { lock (_own) { [|scheduler.Cancel()|]; } }
            }
            public class Scheduler
            {
                private readonly object _gate = new();
                {{member}}
                public void Cancel() { lock (_gate) { } }
                public void Schedule() { lock (_gate) { {{call}}; } }
            }
            """;
        return isFound ? Verify.Analyzer<LockAnalyzer>(Only("MSES0001", source)) : Verify.Silent<LockAnalyzer>(Only("MSES0001", Unmarked(source)));
    }

    /// <summary>A delegate of an interface's member may run whatever implements it; of a framework's interface that says too little.</summary>
    [Theory]
    [InlineData("IPart", true)]
    [InlineData("IDisposable", false)]
    public Task A_delegate_of_a_member_of_an_interface(string type, bool isFound)
    {
        var source = $$"""
            public interface IPart { void Dispose(); }
            public class Bus
            {
                private readonly object _gate = new();
                private Action? _end;
                public void Keep({{type}} part) => _end = part.Dispose;
                public void Close() { lock (_gate) { _end?[|.Invoke()|]; } }
                public void Look() { lock (_gate) { } }
            }
            public class Store(Bus bus) : {{type}}
            {
                private readonly object _own = new();
                public void Dispose() { lock (_own) { } }
                public void Write() { lock (_own) { bus.Look(); } }
            }
            public class Other : {{type}} { public void Dispose() { } }
            """;
        return isFound ? Verify.Analyzer<LockAnalyzer>(Only("MSES0001", source)) : Verify.Silent<LockAnalyzer>(Only("MSES0001", Unmarked(source)));
    }

    /// <summary>A bus runs handlers only for events of the kind that they take.</summary>
    [Theory]
    [InlineData("Placed", "_run((T)e);", true)]
    [InlineData("Placed", "_run(e as T);", true)]
    [InlineData("Placed", "if (e is T one) _run(one);", true)]
    [InlineData("Event", "_run((T)e);", true)]
    [InlineData("Paid", "_run((T)e);", false)]
    [InlineData("Paid", "_run(e as T);", false)]
    [InlineData("Paid", "if (e is T one) _run(one);", false)]
    public async Task A_bus_of_events(string handled, string run, bool isFound)
    {
        var source = $$"""
            #nullable disable
            public class Event { }
            public class Placed : Event { }
            public class Paid : Event { }
            public interface IHandler { void Handle(Event e); }
            public class Handler<T>(Action<T> run) : IHandler where T : Event
            {
                private readonly Action<T> _run = run;
                public void Handle(Event e) { {{run}} }
            }
            public class Bus
            {
                private readonly Dictionary<Type, List<IHandler>> _handlers = new();
                public void Subscribe<T>(Action<T> run) where T : Event => _handlers[typeof(T)].Add(new Handler<T>(run));
                public void Publish<T>(T e) where T : Event { foreach (var one in _handlers[typeof(T)]) one.Handle(e); }
            }
            public class Shop(Bus bus)
            {
                private readonly object _shop = new();
                public void Place() { lock (_shop) { bus.Publish(new Placed()); } }
                public void Look() { lock (_shop) { } }
            }
            public class Mail
            {
                private readonly object _mail = new();
                private readonly Shop _shop;
                public Mail(Bus bus, Shop shop) { _shop = shop; bus.Subscribe<{{handled}}>(On); }
                private void On({{handled}} e) { lock (_mail) { } }
                public void Send() { lock (_mail) { _shop.Look(); } }
            }
            """;
        Assert.Equal(isFound, (await FindingsAsync(Only("MSES0001", source))).Length > 0);
    }
}

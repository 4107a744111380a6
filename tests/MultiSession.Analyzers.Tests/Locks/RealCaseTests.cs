using MultiSession.Analyzers.Locks;
using MultiSession.Analyzers.Tests.Verification;
using static MultiSession.Analyzers.Tests.Locks.LockTest;

namespace MultiSession.Analyzers.Tests.Locks;

/// <summary>Deadlocks that programs really shipped, each in its shape: found as it was, silent as it was fixed.</summary>
public class RealCaseTests
{
    [Fact]
    public Task Two_static_locks_of_one_scheduler() => FoundAndFixedAsync("MSES0001", """
        public static class Scheduler
        {
            private static readonly object Long = new(), Short = new();
            public static void ClockChanged() { lock (Short) { [|EvaluateLong()|]; } }
            private static void EvaluateLong() { lock (Long) { ScheduleShort(); } }
            public static void Tick() { lock (Long) { ScheduleShort(); } }
            private static void ScheduleShort() { lock (Short) { } }
        }
        """, "lock (Short) { [|EvaluateLong()|]; }", "lock (Short) { } EvaluateLong();");

    [Fact]
    public Task A_callback_that_was_registered_in_a_field() => FoundAndFixedAsync("MSES0001", """
        public class Directory
        {
            private readonly object _members = new();
            private Action? _removed;
            public void OnRemoved(Action callback) => _removed = callback;
            public void Remove() { lock (_members) { [|_removed!()|]; } }
            public void Lookup() { lock (_members) { } }
        }
        public class Catalog
        {
            private readonly object _entries = new();
            private readonly Directory _directory;
            public Catalog(Directory directory) { _directory = directory; _directory.OnRemoved(Clean); }
            private void Clean() { lock (_entries) { } }
            public void Activate() { lock (_entries) { _directory.Lookup(); } }
        }
        """, "lock (_members) { [|_removed!()|]; }", "lock (_members) { } _removed!();");

    [Fact]
    public Task Disposing_a_registration_whose_callback_wants_the_lock() => FoundAndFixedAsync("MSES0004", """
        public class Connection
        {
            private readonly object _gate = new();
            private CancellationTokenRegistration _closing;
            public void Start(CancellationToken closed) => _closing = closed.Register(state => ((Connection)state!).Close(), this);
            public void Close() { lock (_gate) { [|_closing.Dispose()|]; } }
        }
        """, "lock (_gate) { [|_closing.Dispose()|]; }", "lock (_gate) { } _closing.Dispose();");

    [Fact]
    public Task An_interface_one_way_and_an_event_back() => FoundAndFixedAsync("MSES0001", """
        public interface ILogging { void Log(); event Action ProjectStarted; }
        public class Logging : ILogging
        {
            private readonly object _gate = new();
            public event Action? ProjectStarted;
            event Action ILogging.ProjectStarted { add => ProjectStarted += value; remove => ProjectStarted -= value; }
            public void Log() { lock (_gate) { } }
            public void LogStarted() { lock (_gate) { [|Raise()|]; } }
            private void Raise() => ProjectStarted?.Invoke();
        }
        public class Manager
        {
            private readonly object _sync = new();
            private readonly ILogging _logging;
            public Manager() { var logging = new Logging(); logging.ProjectStarted += OnStarted; _logging = logging; }
            public void Begin() { lock (_sync) { _logging.Log(); } }
            private void OnStarted() { lock (_sync) { } }
        }
        """, "lock (_sync) { _logging.Log(); }", "lock (_sync) { } _logging.Log();");

    [Fact]
    public Task A_continuation_one_way_and_a_virtual_call_back() => FoundAndFixedAsync("MSES0001", """
        public abstract class Sender { public void Flush() => DoFlush(); protected abstract void DoFlush(); public abstract void Send(Action done); }
        public class QueuedSender : Sender
        {
            private readonly Queue<Action> _pending = new();
            public override void Send(Action done) { lock (_pending) _pending.Enqueue(done); _done = done; }
            private Action? _done;
            public void End() { lock (_pending) { [|_done!()|]; } }
            protected override void DoFlush() { lock (_pending) { } }
        }
        public class Target
        {
            private readonly LinkedList<Sender> _open = new();
            public void Write() { var sender = new QueuedSender(); sender.Send(() => Release(sender)); }
            private void Release(Sender sender) { lock (_open) _open.Remove(sender); }
            public void Close() { lock (_open) { foreach (var sender in _open) sender.Flush(); } }
        }
        """, "lock (_pending) { [|_done!()|]; }", "lock (_pending) { } _done!();");

    [Fact]
    public Task Managers_behind_an_interface() => FoundAndFixedAsync("MSES0001", """
        public interface IManager { bool Owns(); }
        public class Master
        {
            private readonly List<IManager> _managers = new();
            public bool Find() { lock (_managers) { foreach (var manager in _managers) if ([|manager.Owns()|]) return true; return false; } }
        }
        public class Custom(Master master) : IManager
        {
            private readonly object _lock = new();
            public object Lock => _lock;
            public bool Owns() { lock (Lock) return true; }
            public void Report() { lock (Lock) { master.Find(); } }
        }
        public class Other : IManager { public bool Owns() => false; }
        """, "lock (Lock) { master.Find(); }", "lock (Lock) { } master.Find();");

    [Fact]
    public Task A_condition_that_keeps_the_outer_lock() => FoundAndFixedAsync("MSES0004", """
        public class Server
        {
            private readonly object _server = new();
            private readonly Pool _pool = new();
            public void Start() { lock (_server) { [|_pool.Acquire()|]; } }
            public void Done() { lock (_server) { _pool.Release(); } }
        }
        public class Pool
        {
            private readonly object _gate = new();
            private int _free;
            public void Acquire() { lock (_gate) { while (_free == 0) Monitor.Wait(_gate); _free--; } }
            public void Release() { lock (_gate) { _free++; Monitor.Pulse(_gate); } }
        }
        """, "lock (_server) { [|_pool.Acquire()|]; }", "lock (_server) { } _pool.Acquire();");

    [Fact]
    public Task Disposal_under_the_queues_lock() => FoundAndFixedAsync("MSES0001", """
        public static class Disposals
        {
            private static readonly Queue<Element> Queue = new();
            public static void Enqueue(Element element) { lock (Queue) Queue.Enqueue(element); }
            public static void Run() { lock (Queue) { foreach (var element in Queue) [|element.Dispose()|]; } }
        }
        public class Element : IDisposable
        {
            private readonly object _load = new();
            public void Load() { lock (_load) { LoadContent(); } }
            protected virtual void LoadContent() { }
            public void Dispose() { lock (_load) { } }
        }
        public class Container : Element { protected override void LoadContent() => Disposals.Enqueue(this); }
        """, "lock (_load) { LoadContent(); }", "lock (_load) { } LoadContent();");

    [Fact]
    public Task A_lock_for_the_downgrade() => FoundAndFixedAsync("MSES0001", """
        public class Bus
        {
            private readonly ReaderWriterLockSlim _cache = new();
            private readonly object _downgrade = new();
            public void Send()
            {
                _cache.EnterWriteLock();
                lock ([|_downgrade|])
                {
                    _cache.ExitWriteLock();
                    _cache.EnterReadLock();
                }
                _cache.ExitReadLock();
            }
        }
        """, "lock ([|_downgrade|])", "");

    [Fact]
    public Task An_event_that_is_set_behind_the_lock() => FoundAndFixedAsync("MSES0004", """
        public class Client
        {
            private readonly object _state = new();
            private readonly Abort _abort = new();
            public void Stop() { lock (_state) { [|_abort.Wait()|]; } }
            public void OnMessage() { lock (_state) { } _abort.Complete(); }
            public void OnClosed() { lock (_state) { _abort.Complete(); } }
        }
        public class Abort
        {
            private readonly AutoResetEvent _done = new(false);
            public void Wait() => _done.WaitOne();
            public void Complete() => _done.Set();
        }
        """, "lock (_state) { [|_abort.Wait()|]; }", "lock (_state) { } _abort.Wait();");

    [Fact]
    public Task Peers_that_enumerate_each_other_under_their_lists_locks() => FoundAndFixedAsync("MSES0008", """
        public class Bindable
        {
            private readonly LockedList<Bindable> _bound = new();
            public void UnbindAll() { foreach (var other in _bound) { [|other.Unbind(this)|]; } }
            private void Unbind(Bindable other) => _bound.Remove(other);
        }
        public class LockedList<T>
        {
            private readonly List<T> _items = new();
            public void Remove(T item) { lock (_items) _items.Remove(item); }
            public T[] ToArray() { lock (_items) return _items.ToArray(); }
            public Walker GetEnumerator() => new(_items);
            public struct Walker : IDisposable
            {
                private readonly List<T> _items;
                public Walker(List<T> items) { _items = items; Monitor.Enter(items); }
                public bool MoveNext() => false;
                public T Current => _items[0];
                public void Dispose() => Monitor.Exit(_items);
            }
        }
        """, "in _bound)", "in _bound.ToArray())");

    [Fact]
    public Task An_object_that_is_its_own_lock() => FoundAndFixedAsync("MSES0001", """
        public class Box { public void Complete() { lock (this) { Monitor.PulseAll(this); } } }
        public class Wire
        {
            private readonly Queue<Box> _waiting = new();
            public void Fail() { lock (_waiting) { foreach (var box in _waiting) [|box.Complete()|]; } }
            public int Count() { lock (_waiting) return _waiting.Count; }
        }
        public class Multiplexer(Wire wire)
        {
            public void Execute() { var source = new Box(); Send(source); lock (source) { wire.Count(); } }
            private void Send(Box box) { }
        }
        """, "lock (source) { wire.Count(); }", "lock (source) { } wire.Count();");

    [Fact]
    public Task An_asynchronous_lock_through_an_own_method() => FoundAndFixedAsync("MSES0005", """
        public class AsyncLock { public Task<IDisposable> LockAsync() => throw new NotSupportedException(); }
        public class Referee
        {
            private readonly AsyncLock _banned = new();
            public async Task<bool> TryGetAsync() { using (await _banned.LockAsync()) { await [|UnbanAsync()|]; return true; } }
            public async Task UnbanAsync() { using (await _banned.LockAsync()) { } }
        }
        """, "await [|UnbanAsync()|]", "await Task.Yield()");

    [Fact]
    public Task A_lazy_value_and_a_reader_writer_lock() => FoundAndFixedAsync("MSES0001", """
        public static class Maps
        {
            private static readonly ReaderWriterLockSlim Config = new();
            public static void Lookup() { Config.EnterWriteLock(); try { [|Serializer.Shared.Read()|]; } finally { Config.ExitWriteLock(); } }
        }
        public class Serializer
        {
            private readonly Lazy<int> _key;
            public static Serializer Shared = new();
            public Serializer() { _key = new Lazy<int>(() => { Maps.Lookup(); return 1; }); }
            public int Read() => _key.Value;
        }
        """, "new Lazy<int>(() => { Maps.Lookup(); return 1; })", "new Lazy<int>(() => { Maps.Lookup(); return 1; }, LazyThreadSafetyMode.PublicationOnly)");

    /// <summary>A factory under an upgraded token one way; back through an override behind an interface that its base class implements.</summary>
    [Fact]
    public async Task A_factory_under_an_upgraded_token()
    {
        const string Buggy = "using (var token = _lock.ForReadingUpgradeable()) { token.Upgrade(); [|create()|]; }";
        const string Source = $$"""
            public interface IHandler { bool Supports(); }
            public abstract class Handler : IHandler { public virtual bool Supports() => false; }
            public class GenericHandler(Naming naming) : Handler
            {
                private readonly Cache _closed = new();
                public override bool Supports() => _closed.Contains();
                public void Resolve() => _closed.GetOrAdd(() => naming.Find());
            }
            public class Cache
            {
                private readonly LibraryLock _lock = new();
                public bool Contains() { using (_lock.ForReading()) return true; }
                public void GetOrAdd(Action create) { {{Buggy}} }
            }
            public class Naming
            {
                private readonly LibraryLock _lock = new();
                private readonly List<IHandler> _handlers = new();
                public void Find() { using (_lock.ForReadingUpgradeable()) { foreach (var handler in _handlers) handler.Supports(); } }
            }
            """;
        var library = Library("""
            public class LibraryLock { public IHeld ForReading() => null!; public IUpgradeable ForReadingUpgradeable() => null!; }
            public interface IHeld : System.IDisposable { }
            public interface IUpgradeable : IHeld { void Upgrade(); }
            """);
        await Verify.Analyzer<LockAnalyzer>(Only("MSES0001", Source) with { References = library });
        await Verify.Silent<LockAnalyzer>(Only("MSES0001", Unmarked(Source.Replace(Buggy, "using (var token = _lock.ForReadingUpgradeable()) token.Upgrade(); create();", StringComparison.Ordinal))) with { References = library });
        // Readers let each other in: without the upgrade nobody waits.
        await Verify.Silent<LockAnalyzer>(Only("MSES0001", Unmarked(Source.Replace("token.Upgrade(); ", "", StringComparison.Ordinal))) with { References = library });
    }

    [Fact]
    public Task Negative_a_lock_that_is_only_ever_taken_under_its_gate() => Verify.Silent<LockAnalyzer>(Only("MSES0001", """
        public class Appender
        {
            private readonly object _gate = new(), _rolling = new();
            public void Append() { lock (_gate) { Roll(); } }
            private void Roll() { lock (_rolling) { Open(); } }
            private void Open() { lock (_gate) { } }
            protected virtual void AppendMany() => Roll();
        }
        """));

    [Fact]
    public Task Negative_one_direction_only() => Verify.Silent<LockAnalyzer>(Only("MSES0001", """
        public class Store
        {
            private readonly object _triggers = new(), _jobs = new();
            public void RemoveTrigger() { lock (_triggers) { RemoveJob(); } }
            public void RemoveJob() { lock (_jobs) { } }
        }
        """));

    private static async Task FoundAndFixedAsync(string rule, string source, string buggy, string @fixed)
    {
        await Verify.Analyzer<LockAnalyzer>(Only(rule, source));
        Assert.Contains(buggy, source, StringComparison.Ordinal);
        await Verify.Silent<LockAnalyzer>(Only(rule, Unmarked(source.Replace(buggy, @fixed, StringComparison.Ordinal))));
    }
}

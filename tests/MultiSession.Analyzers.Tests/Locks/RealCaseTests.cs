using MultiSession.Analyzers.Locks;
using MultiSession.Analyzers.Tests.Verification;
using static MultiSession.Analyzers.Tests.Locks.LockTest;

namespace MultiSession.Analyzers.Tests.Locks;

/// <summary>Deadlocks that programs really shipped, each in its shape: found as it was, silent as it was fixed.</summary>
public partial class RealCaseTests
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

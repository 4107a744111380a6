using MultiSession.Analyzers.Locks;
using MultiSession.Analyzers.Tests.Verification;
using static MultiSession.Analyzers.Tests.Locks.LockTest;

namespace MultiSession.Analyzers.Tests.Locks;

/// <summary>Deadlocks on other things than two monitors: events, peers, asynchronous locks, lazy values, tokens.</summary>
public partial class RealCaseTests
{
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
            private static readonly ReaderWriterLockSlim Config = new(LockRecursionPolicy.SupportsRecursion);
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
}

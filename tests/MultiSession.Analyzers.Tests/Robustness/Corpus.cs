namespace MultiSession.Analyzers.Tests.Robustness;

/// <summary>Valid sources that use much of what the rules look at; the fuzzer breaks them.</summary>
internal static class Corpus
{
    public const string Locks = """
        namespace Locks
        {
            public class Base
            {
                protected readonly object Gate = new();
                private static readonly object Shared = new();
                public virtual void Run() { lock (Gate) { lock (Shared) { Touch(); } } }
                protected virtual void Touch() { lock (Shared) { lock (Gate) { } } }
            }

            public sealed class Derived(Base other) : Base
            {
                private readonly Lock _lock = new();
                private SpinLock _spin = new(false);
                public override void Run() { lock (this) { base.Run(); other.Run(); } }
                protected override void Touch() { using (_lock.EnterScope()) { var taken = false; try { _spin.Enter(ref taken); Run(); } finally { if (taken) _spin.Exit(); } } }
                [System.Runtime.CompilerServices.MethodImpl(System.Runtime.CompilerServices.MethodImplOptions.Synchronized)]
                public void Whole() { lock (typeof(Base)) { Run(); } }
            }
        }
        """;

    public const string AsyncCode = """
        namespace AsyncCode
        {
            public sealed class Store : IAsyncDisposable
            {
                private readonly SemaphoreSlim _mutex = new(1, 1);
                private readonly ReaderWriterLockSlim _rw = new();
                private readonly Dictionary<string, Task<int>> _items = new();
                public event Action<int>? Changed;
                public async Task<int> GetAsync(string key, CancellationToken stop)
                {
                    await _mutex.WaitAsync(stop).ConfigureAwait(false);
                    try { return _items.TryGetValue(key, out var item) ? await item : await (_items[key] = Load(key)); }
                    finally { _mutex.Release(); }
                    async Task<int> Load(string name) { await Task.Delay(1, stop); Changed?.Invoke(name.Length); return name.Length; }
                }
                public async IAsyncEnumerable<int> All([System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken stop = default)
                {
                    _rw.EnterReadLock();
                    foreach (var pair in _items) { yield return await pair.Value; if (stop.IsCancellationRequested) yield break; }
                    _rw.ExitReadLock();
                }
                public int Blocking(string key) { lock (_items) { return GetAsync(key, default).GetAwaiter().GetResult(); } }
                public async ValueTask DisposeAsync() { if (!await _mutex.WaitAsync(10)) return; _mutex.Release(); _mutex.Dispose(); }
            }
        }
        """;

    public const string Queues = """
        namespace Queues
        {
            using System.Collections.Concurrent;
            using System.Threading.Channels;
            using System.Threading.Tasks.Dataflow;
            public partial class Pump
            {
                private readonly Channel<int> _in = Channel.CreateUnbounded<int>(new UnboundedChannelOptions { SingleReader = true });
                private readonly Channel<int> _out = Channel.CreateBounded<int>(new BoundedChannelOptions(4) { FullMode = BoundedChannelFullMode.Wait });
                private readonly BlockingCollection<string> _lines = new();
                private static readonly ConcurrentDictionary<string, int> Seen = new();
                partial void Began(int item);
                public async Task RunAsync()
                {
                    var options = new ExecutionDataflowBlockOptions { MaxDegreeOfParallelism = 2 };
                    var block = new ActionBlock<int>(x => { _out.Writer.TryWrite(x); _lines.TryAdd($"{x}"); }, options);
                    await foreach (var item in _in.Reader.ReadAllAsync()) { Began(item); block.Post(item); Seen.GetOrAdd($"{item}", static key => key.Length); }
                    _ = block?.Post(1); block?.SendAsync(2);
                }
            }
            public partial class Pump { partial void Began(int item) => Console.WriteLine(item); }
        }
        """;

    public const string ControlFlow = """
        namespace ControlFlow
        {
            public static class Flow
            {
                private static readonly object A = new(), B = new();
                public static int Run(int x)
                {
                again:
                    Monitor.Enter(A);
                    try
                    {
                        switch (x)
                        {
                            case 0: goto again;
                            case 1 when Monitor.TryEnter(B, 5): try { return x; } finally { Monitor.Exit(B); }
                            case > 100: throw new ArgumentOutOfRangeException(nameof(x));
                            default: x++; break;
                        }
                        for (;;) { if (x-- > 0) continue; if (x == -5) goto again; break; }
                        do { x += x switch { < 0 => 1, 0 => 2, _ => throw new InvalidOperationException() }; } while (x < 3);
                    }
                    catch (Exception e) when (e.Message.Length > 3) { Monitor.Exit(A); return -1; }
                    catch { throw; }
                    finally { if (Monitor.IsEntered(A)) Monitor.Exit(A); }
                    return x;
                }
                public static IEnumerable<int> Walk(int depth) { Monitor.Enter(A); if (depth > 0) foreach (var x in Walk(depth - 1)) yield return x; Monitor.Exit(A); }
                public static int Even(int n) => n == 0 ? 1 : Odd(n - 1);
                public static int Odd(int n) { lock (A) return n == 0 ? 0 : Even(n - 1); }
            }
        }
        """;

    public const string Newest = """
        namespace Newest
        {
            public interface IShape<TSelf> where TSelf : IShape<TSelf> { static abstract TSelf Make(params ReadOnlySpan<int> sides); }
            public record struct Square(int Side) : IShape<Square>
            {
                public static Square Make(params ReadOnlySpan<int> sides) => sides is [var first, ..] ? new(first) : default;
                public int Area { get => field; init => field = value; }
            }
            public class Holder<T>(T value) where T : notnull
            {
                private readonly Lock _lock = new();
                public required string Name { get; init; }
                public T Value { get { lock (_lock) { return value; } } set { lock (_lock) value = value; } }
                public static Holder<T> operator +(Holder<T> left, Holder<T> right) { lock (left._lock) lock (right._lock) return left; }
                public T this[Index index] => ((ReadOnlySpan<T>)[value, value])[index];
                public (int, string) Deconstructed() { var (a, (b, _)) = (1, ("x", 2)); return (a, b); }
                public Func<Task> Lambda => async () => { await Task.Yield(); using var scope = Enter(); };
                private IDisposable Enter() { Monitor.Enter(this); return new Exit(() => Monitor.Exit(this)); }
                private sealed record Exit(Action Leave) : IDisposable { public void Dispose() => Leave(); }
            }
            public static class Extensions { extension<T>(Holder<T> holder) where T : notnull { public string Upper => holder.Name.ToUpperInvariant(); } }
        }
        """;

    public const string Unsafe = """
        namespace Unsafe
        {
            public unsafe class Native
            {
                private delegate*<int, void> _callback;
                private int* _buffer;
                private readonly object _gate = new();
                public void Run(int n) { lock (_gate) { fixed (char* p = "abc") { var room = stackalloc int[n]; _buffer = room; _callback(*_buffer + p[0]); } } }
                public ref int Slot(ref int x) { Monitor.Enter(_gate); try { return ref x; } finally { Monitor.Exit(_gate); } }
                [System.Runtime.InteropServices.DllImport("none")] private static extern int Beep(void* where);
                ~Native() { lock (_gate) Beep(_buffer); }
                public dynamic? Late(dynamic late) { lock (late) { late.Run(late.Name); return late?.Wait(); } }
            }
        }
        """;

    public const string Events = """
        namespace Events
        {
            public class Bus
            {
                private readonly object _gate = new();
                private EventHandler? _handlers;
                private readonly TaskCompletionSource _done = new();
                private readonly Timer _timer;
                private readonly Lazy<Bus> _lazy;
                public Bus() { _timer = new Timer(_ => { lock (_gate) Raise(); }); _lazy = new(() => { lock (_gate) return new Bus(); }); new Thread(Raise).Start(); }
                public event EventHandler Changed { add { lock (_gate) _handlers += value; } remove { lock (_gate) _handlers -= value; } }
                public void Raise() { lock (_gate) { _handlers?.Invoke(this, EventArgs.Empty); _done.TrySetResult(); Monitor.PulseAll(_gate); } }
                public void Wait() { lock (_gate) { while (!_done.Task.IsCompleted) Monitor.Wait(_gate); _done.Task.Wait(); _timer.Dispose(); _ = _lazy.Value; } }
                public void Link(Bus other, CancellationToken stop) { other.Changed += (_, _) => Raise(); Changed += other.OnChanged; using var registration = stop.Register(other.Wait); Task.Run(() => other.Link(this, stop)); }
                private void OnChanged(object? sender, EventArgs e) => Parallel.ForEach([1, 2], _ => { lock (_gate) Raise(); });
            }
        }
        """;

    public static readonly string[] All = [Locks, AsyncCode, Queues, ControlFlow, Newest, Unsafe, Events];
}

using static MultiSession.Analyzers.Tests.Locks.LockTest;

namespace MultiSession.Analyzers.Tests.Locks;

/// <summary>Who came past a latch keeps out all who would have to come past it, too.</summary>
public class LatchTests
{
    /// <summary>Two objects that close each other under their locks: each closes once.</summary>
    [Theory]
    [InlineData("if (Interlocked.Exchange(ref _closed, 1) != 0) return;", false)]
    [InlineData("if (Interlocked.Exchange(ref _closed, 1) == 1) return;", false)]
    [InlineData("if (0 != Interlocked.CompareExchange(ref _closed, 1, 0)) return;", false)]
    [InlineData("var was = Interlocked.Exchange(ref _closed, 1); if (was != 0) return;", false)]
    [InlineData("if (Interlocked.Exchange(ref _done, true)) return;", false)]
    [InlineData("if (Interlocked.Exchange(ref _kept, null) is null) return;", false)]
    [InlineData("if (Interlocked.Exchange(ref _kept, null) == null) return;", false)]
    [InlineData("if (Interlocked.Exchange(ref _closed, 1) == 0) return;", true)]
    [InlineData("if (Interlocked.CompareExchange(ref _closed, 1, 0) == 0) return;", true)]
    [InlineData("if (Interlocked.CompareExchange(ref _closed, 0, 0) != 0) return;", true)]
    [InlineData("if (_closed != 0) return; _closed = 1;", true)]
    public async Task An_object_that_is_closed_once(string latch, bool isFound) => Assert.Equal(isFound, (await FindingsAsync(Only("MSES0001", $$"""
        public class Client
        {
            private readonly object _gate = new();
            private int _closed;
            private bool _done;
            private object? _kept = new();
            public Server? Server { get; set; }
            public void Close() { {{latch}} lock (_gate) { Server!.Close(); } }
        }
        public class Server
        {
            private readonly object _gate = new();
            private readonly Client _client = new();
            public void Close() { lock (_gate) { } }
            public void Stop() { lock (_gate) { _client.Close(); } }
        }
        """))).Length > 0);

    /// <summary>The latch must come before the lock that is waited for.</summary>
    [Theory]
    [InlineData("if (Interlocked.Exchange(ref _closed, 1) == 0) lock (_gate) { TakeB(); }", "if (Interlocked.Exchange(ref _closed, 1) == 0) lock (_gate) { }", false)]
    [InlineData("if (Interlocked.Exchange(ref _closed, 1) == 0) lock (_gate) { TakeB(); }", "lock (_gate) { }", true)]
    [InlineData("lock (_gate) { if (Interlocked.Exchange(ref _closed, 1) == 0) TakeB(); }", "lock (_gate) { if (Interlocked.Exchange(ref _closed, 1) == 0) _n++; }", true)]
    [InlineData("if (Interlocked.Exchange(ref _closed, 1) == 0) lock (_gate) { TakeB(); }", "if (Interlocked.Exchange(ref _opened, 1) == 0) lock (_gate) { }", true)]
    public async Task Two_ways_in(string one, string other, bool isFound) => Assert.Equal(isFound, (await FindingsAsync(Only("MSES0001", $$"""
        public class C
        {
            private readonly object _gate = new(), _b = new();
            private int _closed, _opened, _n;
            public void One() { {{one}} }
            private void TakeB() { lock (_b) { } }
            public void Two() { lock (_b) { Other(); } }
            private void Other() { {{other}} }
        }
        """))).Length > 0);

    /// <summary>Work that would come past the same latch does not need the lock behind it.</summary>
    [Theory]
    [InlineData("if (Interlocked.CompareExchange(ref _closed, 1, 0) == 0) lock (_gate) { _reader!.Join(); }", false)]
    [InlineData("if (_closed == 0) lock (_gate) { _reader!.Join(); }", true)]
    public async Task A_wait_behind_a_latch(string close, bool isFound) => Assert.Equal(isFound, (await FindingsAsync(Only("MSES0004", $$"""
        public class Transport
        {
            private readonly object _gate = new();
            private int _closed;
            private Thread? _reader;
            public void Start() { _reader = new Thread(Loop); _reader.Start(); }
            public void Close() { {{close}} }
            private void Loop() { while (_closed == 0) Close(); }
        }
        """))).Length > 0);
}

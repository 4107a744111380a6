using MultiSession.Analyzers.Locks;
using MultiSession.Analyzers.Tests.Verification;
using static MultiSession.Analyzers.Tests.Locks.LockTest;

namespace MultiSession.Analyzers.Tests.Locks;

/// <summary>Asynchronous locks that the source makes of a queue of completion sources.</summary>
public class HandMadeLockTests
{
    private const string Queue = """
        private readonly object _sync = new();
        private readonly Queue<TaskCompletionSource<IDisposable>> _waiting = new();
        private bool _taken;
        private sealed class Token(Action free) : IDisposable { public void Dispose() => free(); }
        private Task<IDisposable> Take()
        {
            var next = new TaskCompletionSource<IDisposable>(TaskCreationOptions.RunContinuationsAsynchronously);
            lock (_sync)
            {
                if (_taken) _waiting.Enqueue(next);
                else next.SetResult(new Token(Free));
                _taken = true;
            }

            return next.Task;
        }

        private void Free()
        {
            lock (_sync)
            {
                if (_waiting.Count == 0) _taken = false;
                else _waiting.Dequeue().SetResult(new Token(Free));
            }
        }
        """;

    /// <summary>What a library calls a completion source is one, also where the library is missing.</summary>
    [Theory]
    [InlineData("ReusableTaskCompletionSource", true)]
    [InlineData("ReusableTaskSchedule", false)]
    public Task A_queue_of_a_librarys_completion_sources(string type, bool isFound)
    {
        var take = isFound ? "[|_gate.EnterAsync()|]" : "_gate.EnterAsync()";
        var source = $$"""
            using Some.Library;
            public sealed class EntrySemaphore
            {
                private readonly object _sync = new();
                private readonly Queue<{{type}}<object>> _waiting = new();
                private int _count;
                public struct Token(EntrySemaphore gate) : IDisposable { public void Dispose() => gate.Free(); }
                public async Task<Token> EnterAsync()
                {
                    {{type}}<object> next;
                    lock (_sync) { if (++_count == 1) return new Token(this); next = new {{type}}<object>(); _waiting.Enqueue(next); }
                    await next.Task;
                    return new Token(this);
                }
                private void Free() { lock (_sync) { if (--_count > 0) _waiting.Dequeue().SetResult(null); } }
            }
            public sealed class Disk
            {
                private readonly EntrySemaphore _gate = new();
                private readonly SemaphoreSlim _hashes = new(1, 1);
                public async Task ReadAsync() { await _hashes.WaitAsync(); try { using (await {{take}}) { } } finally { _hashes.Release(); } }
                public async Task WriteAsync() { using (await _gate.EnterAsync()) { await _hashes.WaitAsync(); _hashes.Release(); } }
            }
            """;
        var test = Only("MSES0001", source) with { AllowErrors = true };
        return isFound ? Verify.Analyzer<LockAnalyzer>(test) : Verify.Silent<LockAnalyzer>(test);
    }

    /// <summary>The method's name and what it returns say that the object is a lock, and the queue that nobody is let in twice.</summary>
    [Theory]
    [InlineData("protected Task<IDisposable> WriteLock() => Take();", "WriteLock()", true)]
    [InlineData("private ValueTask<IDisposable> LockAsync(CancellationToken stop = default) => new(Take());", "LockAsync()", true)]
    [InlineData("private Task<IDisposable> AcquireLockAsync() => Take();", "AcquireLockAsync()", true)]
    [InlineData("private Task<IDisposable> TryWriteLock() => Take();", "TryWriteLock()", false)]
    [InlineData("private Task<IDisposable> OpenAsync() => Take();", "OpenAsync()", false)]
    [InlineData("private Task<IDisposable> LockAsync(string key) => Take();", "LockAsync(\"a\")", false)]
    [InlineData("private readonly AsyncLocal<int> _holder = new(); private Task<IDisposable> LockAsync() => Take();", "LockAsync()", false)]
    public async Task An_object_that_queues_up_who_waits(string method, string take, bool isReported)
    {
        var source = $$"""
            public class Item
            {
                {{Queue}}
                {{method}}
                public async Task SaveAsync() { using (await {{take}}) { await [|WriteAsync()|]; } }
                public async Task WriteAsync() { using (await {{take}}.ConfigureAwait(false)) { await Task.Yield(); } }
            }
            """;
        if (isReported) await Verify.Analyzer<LockAnalyzer>(Only("MSES0005", source));
        await Verify.Silent<LockAnalyzer>(Only("MSES0005", isReported ? Unmarked(source).Replace("await WriteAsync();", "_ = WriteAsync();", StringComparison.Ordinal) : Unmarked(source)));
    }

    [Fact]
    public Task Of_two_objects_it_is_two_locks() => Verify.Silent<LockAnalyzer>(Only("MSES0005", $$"""
        public class Item(Item other)
        {
            {{Queue}}
            private readonly Item _other = other;
            private Task<IDisposable> WriteLock() => Take();
            public async Task SaveAsync() { using (await WriteLock()) { await _other.WriteAsync(); } }
            public async Task WriteAsync() { using (await WriteLock()) { await Task.Yield(); } }
        }
        """));

    [Fact]
    public Task Without_a_queue_it_is_read_as_what_it_does() => Verify.Silent<LockAnalyzer>(Only("MSES0005", """
        public class Item
        {
            private sealed class Token : IDisposable { public void Dispose() { } }
            private Task<IDisposable> WriteLock() => Task.FromResult<IDisposable>(new Token());
            public async Task SaveAsync() { using (await WriteLock()) { await WriteAsync(); } }
            public async Task WriteAsync() { using (await WriteLock()) { await Task.Yield(); } }
        }
        """));

    [Fact]
    public Task In_the_opposite_order_of_another_lock() => Verify.Analyzer<LockAnalyzer>(Only("MSES0001", $$"""
        public class Item
        {
            {{Queue}}
            private readonly SemaphoreSlim _gate = new(1, 1);
            private Task<IDisposable> WriteLock() => Take();
            public async Task OneAsync() { using (await WriteLock()) { await [|_gate.WaitAsync()|]; _gate.Release(); } }
            public async Task TwoAsync() { await _gate.WaitAsync(); try { using (await WriteLock()) { } } finally { _gate.Release(); } }
        }
        """));

    /// <summary>A class that is named as a lock and keeps a queue is read as a library's: taken by one method, freed by another.</summary>
    [Theory]
    [InlineData("SlotLock", "Acquire", true)]
    [InlineData("SlotSemaphore", "Acquire", false)]
    public async Task A_class_that_is_named_as_a_lock(string type, string take, bool isReported)
    {
        var source = $$"""
            public sealed class {{type}}
            {
                private readonly Queue<TaskCompletionSource<bool>> _waiting = new();
                private bool _taken;
                public Task {{take}}Async()
                {
                    lock (_waiting)
                    {
                        if (!_taken) { _taken = true; return Task.CompletedTask; }
                        var next = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
                        _waiting.Enqueue(next);
                        return next.Task;
                    }
                }

                public void Release() { lock (_waiting) { if (_waiting.Count > 0) _waiting.Dequeue().SetResult(true); else _taken = false; } }
            }

            public class Store
            {
                private readonly {{type}} _slot = new();
                public async Task CommitAsync() { await _slot.{{take}}Async(); try { await [|CompactAsync()|]; } finally { _slot.Release(); } }
                public async Task CompactAsync() { await _slot.{{take}}Async(); _slot.Release(); }
            }
            """;
        if (isReported) await Verify.Analyzer<LockAnalyzer>(Only("MSES0005", source));
        await Verify.Silent<LockAnalyzer>(Only("MSES0005", isReported ? Unmarked(source).Replace("try { await CompactAsync(); } finally {", "{", StringComparison.Ordinal) : Unmarked(source)));
    }
}

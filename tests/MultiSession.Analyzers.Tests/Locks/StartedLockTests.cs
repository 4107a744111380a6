using MultiSession.Analyzers.Locks;
using MultiSession.Analyzers.Tests.Verification;
using static MultiSession.Analyzers.Tests.Locks.LockTest;

namespace MultiSession.Analyzers.Tests.Locks;

/// <summary>An own asynchronous lock, made of two semaphores: who takes it takes one lock, when he awaits it.</summary>
public class StartedLockTests
{
    [Theory]
    [InlineData("await _lock.Write(); _lock.ExitWrite();", false)]
    [InlineData("await _lock.Write(); var reads = _lock.Read(); _lock.ExitWrite(); await reads; _lock.ExitRead();", false)]
    [InlineData("await _lock.Read(); var writes = _lock.Write(); _lock.ExitRead(); await writes; _lock.ExitWrite();", false)]
    [InlineData("await _lock.Write(); await [|_lock.Read()|]; _lock.ExitRead(); _lock.ExitWrite();", true)]
    [InlineData("await _lock.Read(); await [|Again()|]; _lock.ExitRead();", true)]
    [InlineData("await _lock.Read(); var reads = Later(); _lock.ExitRead(); await reads; _lock.ExitRead();", false)]
    [InlineData("await _lock.Read(); await [|Later()|]; _lock.ExitRead();", true)]
    public Task A_lock_that_is_asked_for(string statements, bool isFound)
    {
        var source = $$"""
            public class TwoWay
            {
                private readonly SemaphoreSlim _read = new(1, 1), _write = new(1, 1);
                public Task Read() => _read.WaitAsync();
                public async Task Write() { await _read.WaitAsync(); await _write.WaitAsync(); }
                public void ExitRead() => _read.Release();
                public void ExitWrite() { _read.Release(); _write.Release(); }
            }
            public class C
            {
                private readonly TwoWay _lock = new();
                public async Task M() { {{statements}} }
                private Task Later() => _lock.Read();
                private async Task Again() { await _lock.Read(); _lock.ExitRead(); }
            }
            """;
        return isFound ? Verify.Analyzer<LockAnalyzer>(Only("MSES0005", source)) : Verify.Silent<LockAnalyzer>(Only("MSES0005", source));
    }

    /// <summary>The task of a lock that is kept in a local: the lock is taken where the local is awaited.</summary>
    [Theory]
    [InlineData("await _lock.WaitAsync(); var entry = _lock.WaitAsync(); _lock.Release(); await entry; _lock.Release();", false)]
    [InlineData("await _lock.WaitAsync(); var entry = _lock.WaitAsync(); _lock.Release(); await entry.ConfigureAwait(false); _lock.Release();", false)]
    [InlineData("await _lock.WaitAsync(); var entry = [|_lock.WaitAsync()|]; await entry; _lock.Release(); _lock.Release();", true)]
    [InlineData("var entry = _lock.WaitAsync(); await entry; await [|Again()|]; _lock.Release();", true)]
    [InlineData("var entry = _lock.WaitAsync(); await entry; _lock.Release(); await Again();", false)]
    [InlineData("var entry = _lock.WaitAsync(); await Again(); await entry; _lock.Release();", false)]
    public Task A_task_that_is_kept(string statements, bool isFound)
    {
        var source = $$"""
            public class C
            {
                private readonly SemaphoreSlim _lock = new(1, 1);
                public async Task M() { {{statements}} }
                private async Task Again() { await _lock.WaitAsync(); _lock.Release(); }
            }
            """;
        return isFound ? Verify.Analyzer<LockAnalyzer>(Only("MSES0005", source)) : Verify.Silent<LockAnalyzer>(Only("MSES0005", source));
    }
}

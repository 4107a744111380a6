using MultiSession.Analyzers.Tests.Verification;
using static MultiSession.Analyzers.Tests.Locks.LockTest;

namespace MultiSession.Analyzers.Tests.Locks;

/// <summary>What is made because nothing was found in a collection is put there, whatever is written to put it.</summary>
public class GetOrCreateTests
{
    [Theory]
    [InlineData("if (!_parts.TryGetValue(key, out IDisposable? part)) { part = new Part(this); _parts[key] = part; }", true)]
    [InlineData("if (!_parts.TryGetValue(key, out var part)) _parts.Add(key, part = new Part(this));", true)]
    [InlineData("if (!_parts.TryGetValue(key, out var part)) { var made = new Part(this); part = made; _parts[key] = part; }", true)]
    [InlineData("if (!_parts.TryGetValue(key, out var part)) { part = new Idle(); _parts[key] = part; }", false)]
    public async Task An_object_behind_an_interface_of_the_framework(string start, bool isFound)
    {
        var source = $$"""
            public class Idle : IDisposable { public void Dispose() { } }
            public class Part(Service service) : IDisposable { public void Dispose() => service.Turn(); }
            public class Service
            {
                private readonly object _gate = new(), _other = new();
                private readonly Dictionary<string, IDisposable> _parts = new();
                public void Start(string key) { {{start}} }
                public void Turn() { lock (_gate) { } }
                public void Again() { lock (_gate) { lock (_other) { } } }
                public void Stop(string key) { lock (_other) { _parts[key].Dispose(); } }
            }
            """;
        Assert.Equal(isFound ? 1 : 0, (await FindingsAsync(Only("MSES0001", source))).Length);
    }

    [Theory]
    [InlineData("new TaskCompletionSource<int>()", true)]
    [InlineData("new TaskCompletionSource<int>(TaskCreationOptions.RunContinuationsAsynchronously)", false)]
    public async Task A_completion_source(string made, bool isFound)
    {
        var source = $$"""
            public class Service
            {
                private readonly object _gate = new();
                private readonly Dictionary<string, TaskCompletionSource<int>> _waiters = new();
                public Task<int> WaitAsync(string key)
                {
                    if (!_waiters.TryGetValue(key, out var waiter)) { waiter = {{made}}; _waiters[key] = waiter; }
                    return waiter.Task;
                }
                public void Complete(string key)
                {
                    lock (_gate) { if (_waiters.TryGetValue(key, out var waiter)) waiter.TrySetResult(1); }
                }
            }
            """;
        Assert.Equal(isFound ? 1 : 0, (await FindingsAsync(Only("MSES0007", source))).Length);
    }
}

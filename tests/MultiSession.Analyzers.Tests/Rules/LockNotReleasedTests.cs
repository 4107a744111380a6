using MultiSession.Analyzers.Rules;
using MultiSession.Analyzers.Tests.Verification;

namespace MultiSession.Analyzers.Tests.Rules;

public class LockNotReleasedTests
{
    private static string InClass(string member) => $$"""
        class C
        {
            private readonly object _gate = new();
            private readonly Lock _lock = new();
            private readonly SemaphoreSlim _mutex = new(1, 1);
            private readonly ReaderWriterLockSlim _rw = new();
            private readonly Mutex _named = new();
            private SpinLock _spin = new();
            private readonly Dictionary<int, int> _items = new();
            private bool _closed;
            private int _count;
            private void Work() => _count++;
            private Task WorkAsync() => Task.CompletedTask;
            {{member}}
        }
        """;

    [Theory]
    [InlineData("[|Monitor.Enter(_gate)|];", "Monitor.Exit(_gate);")]
    [InlineData("[|_lock.Enter()|];", "_lock.Exit();")]
    [InlineData("[|_mutex.Wait()|];", "_mutex.Release();")]
    [InlineData("[|_rw.EnterReadLock()|];", "_rw.ExitReadLock();")]
    [InlineData("[|_rw.EnterWriteLock()|];", "_rw.ExitWriteLock();")]
    [InlineData("[|_rw.EnterUpgradeableReadLock()|];", "_rw.ExitUpgradeableReadLock();")]
    [InlineData("[|_named.WaitOne()|];", "_named.ReleaseMutex();")]
    [InlineData("bool taken = false; [|_spin.Enter(ref taken)|];", "_spin.Exit();")]
    [InlineData("if (![|Monitor.TryEnter(_gate)|]) return;", "Monitor.Exit(_gate);")]
    [InlineData("if (![|_mutex.Wait(100)|]) return;", "_mutex.Release();")]
    [InlineData("var taken = [|_rw.TryEnterWriteLock(100)|]; if (!taken) return;", "_rw.ExitWriteLock();")]
    [InlineData("var scope = [|_lock.EnterScope()|];", "scope.Dispose();")]
    public async Task Each_lock_is_known(string acquire, string release)
    {
        await Verify.Analyzer<LockNotReleasedAnalyzer>(InClass($"void M() {{ {acquire} if (_closed) return; _count++; {release} }}"));
        await Verify.Analyzer<LockNotReleasedAnalyzer>(InClass($"void M() {{ {acquire} Work(); {release} }}"));
        var plain = acquire.Replace("[|", "", StringComparison.Ordinal).Replace("|]", "", StringComparison.Ordinal);
        await Verify.Silent<LockNotReleasedAnalyzer>(InClass($"void M() {{ {plain} try {{ if (_closed) return; Work(); }} finally {{ {release} }} }}"));
        await Verify.Silent<LockNotReleasedAnalyzer>(InClass($"void M() {{ {plain} _count++; {release} }}"));
    }

    [Theory]
    [InlineData("async Task M() { await [|_mutex.WaitAsync()|]; await WorkAsync(); _mutex.Release(); }")]
    [InlineData("async Task M() { await [|_mutex.WaitAsync()|].ConfigureAwait(false); if (_closed) return; _count++; _mutex.Release(); }")]
    [InlineData("async Task M() { if (!await [|_mutex.WaitAsync(10)|]) return; if (_closed) return; _count++; _mutex.Release(); }")]
    [InlineData("void M() { [|_mutex.WaitAsync()|].GetAwaiter().GetResult(); if (_closed) return; _count++; _mutex.Release(); }")]
    [InlineData("void M() { [|_mutex.WaitAsync()|].Wait(); Work(); _mutex.Release(); }")]
    [InlineData("void M() { [|Monitor.Enter(_gate)|]; if (_closed) throw new InvalidOperationException(); Monitor.Exit(_gate); }")]
    [InlineData("void M() { [|Monitor.Enter(_gate)|]; try { Work(); Monitor.Exit(_gate); } catch (Exception) { _count--; } }")]
    [InlineData("void M() { [|Monitor.Enter(_gate)|]; try { Work(); } catch (ArgumentException) { _count--; } Monitor.Exit(_gate); }")]
    [InlineData("int M(int x) { [|Monitor.Enter(_gate)|]; switch (x) { case 1: Monitor.Exit(_gate); return 1; case 2: return 2; } Monitor.Exit(_gate); return 0; }")]
    [InlineData("void M() { foreach (var x in _items.Values) { [|Monitor.Enter(_gate)|]; if (x == 1) return; Monitor.Exit(_gate); } }")]
    [InlineData("IEnumerable<int> M() { [|Monitor.Enter(_gate)|]; yield return 1; Monitor.Exit(_gate); }")]
    [InlineData("Action M() => () => { [|Monitor.Enter(_gate)|]; if (_closed) return; Monitor.Exit(_gate); };")]
    [InlineData("void M() { Local(); void Local() { [|Monitor.Enter(_gate)|]; Work(); Monitor.Exit(_gate); } }")]
    [InlineData("int P { get { [|Monitor.Enter(_gate)|]; if (_closed) return 0; Monitor.Exit(_gate); return 1; } }")]
    [InlineData("static readonly object Gate = new(); static void M(Action act) { [|Monitor.Enter(Gate)|]; act(); Monitor.Exit(Gate); }")]
    [InlineData("void M(object gate) { [|Monitor.Enter(gate)|]; Work(); Monitor.Exit(gate); }")]
    public Task Reports(string member) => Verify.Analyzer<LockNotReleasedAnalyzer>(InClass(member));

    [Theory]
    [InlineData("void Lock() { Monitor.Enter(_gate); Work(); } void Unlock() => Monitor.Exit(_gate);")]
    [InlineData("void M() { _mutex.Wait(); if (_closed) { _mutex.Release(); return; } Task.Run(() => { try { Work(); } finally { _mutex.Release(); } }); }")]
    [InlineData("void Start() { _mutex.Wait(); if (_closed) { _mutex.Release(); return; } Work(); } void Done() => _mutex.Release();")]
    [InlineData("bool TryLock() { Monitor.Enter(_gate); if (_closed) { Monitor.Exit(_gate); return false; } return true; }")]
    [InlineData("IDisposable? M() { _mutex.Wait(); if (_closed) { _mutex.Release(); return null; } return new Token(_mutex); } sealed record Token(SemaphoreSlim Mutex) : IDisposable { public void Dispose() => Mutex.Release(); }")]
    [InlineData("void M() { bool taken = false; try { Monitor.Enter(_gate, ref taken); Work(); } finally { if (taken) Monitor.Exit(_gate); } }")]
    [InlineData("void M(bool needed) { if (needed) Monitor.Enter(_gate); try { Work(); } finally { if (needed) Monitor.Exit(_gate); } }")]
    [InlineData("void M(bool needed) { if (needed) Monitor.Enter(_gate); _count++; if (needed) { Monitor.Exit(_gate); return; } _count--; }")]
    [InlineData("void M() { var taken = Monitor.TryEnter(_gate); _count++; if (taken) Monitor.Exit(_gate); }")]
    [InlineData("void M() { Monitor.Exit(_gate); try { Work(); } finally { Monitor.Enter(_gate); } }")]
    [InlineData("void M() { Monitor.Enter(_gate); try { while (!_closed) Monitor.Wait(_gate); } finally { Monitor.Exit(_gate); } }")]
    [InlineData("void M() { lock (_gate) { Work(); } using (_lock.EnterScope()) { Work(); } }")]
    [InlineData("void M() { using var scope = _lock.EnterScope(); Work(); }")]
    [InlineData("async Task M() { await _mutex.WaitAsync(); try { await WorkAsync(); } finally { _mutex.Release(); } }")]
    [InlineData("async Task M() { await _mutex.WaitAsync(); try { await WorkAsync(); _mutex.Release(); } catch { _mutex.Release(); throw; } }")]
    [InlineData("void M() { Monitor.Enter(_gate); try { Work(); } catch (Exception) { _count--; } Monitor.Exit(_gate); }")]
    [InlineData("void M() { Monitor.Enter(_gate); _items.TryGetValue(1, out var x); Interlocked.Increment(ref _count); Monitor.Exit(_gate); }")]
    [InlineData("void M() { for (var i = 0; i < 4; i++) _mutex.Wait(); Work(); for (var i = 0; i < 4; i++) _mutex.Release(); }")]
    [InlineData("void M() { _mutex.WaitAsync().GetAwaiter().GetResult(); _count++; _mutex.Release(); }")]
    [InlineData("void M() { _mutex.WaitAsync().Wait(); try { Work(); } finally { _mutex.Release(); } }")]
    [InlineData("void M(string text) { Monitor.Enter(_gate); if (string.IsNullOrEmpty(text)) _count++; Monitor.Exit(_gate); }")]
    [InlineData("void M(System.Text.StringBuilder text) { Monitor.Enter(_gate); text.Append(_count); Monitor.Exit(_gate); }")]
    [InlineData("void M() { var pending = _mutex.WaitAsync(); Work(); _mutex.Release(); }")]
    [InlineData("void M() { while (!Monitor.TryEnter(_gate)) Thread.Yield(); try { Work(); } finally { Monitor.Exit(_gate); } }")]
    [InlineData("void M() { Monitor.Enter(_gate); Work(); try { _count++; } finally { Monitor.Exit(_gate); } }")]
    [InlineData("void M() { Monitor.Enter(_gate); foreach (var key in _items.Keys) _count += key; Monitor.Exit(_gate); }")]
    [InlineData("void M(ManualResetEventSlim signal) { signal.Wait(); Work(); signal.Set(); }")]
    [InlineData("void M(Task task) { task.Wait(); Work(); _mutex.Release(); }")]
    public Task Is_silent(string member) => Verify.Silent<LockNotReleasedAnalyzer>(InClass(member));

    [Fact]
    public async Task The_message_names_the_lock_and_the_way_out()
    {
        var finding = Assert.Single(await Verify.Analyzer<LockNotReleasedAnalyzer>("""
            class C
            {
                private readonly object _gate = new();
                void M(bool closed)
                {
                    [|Monitor.Enter(_gate)|];
                    if (closed) return;
                    Monitor.Exit(_gate);
                }
            }
            """));
        Assert.Equal(
            "'_gate' stays taken for ever when the path leaves at line 7; release it in a finally block",
            finding.GetMessage(System.Globalization.CultureInfo.InvariantCulture));
        Assert.Equal(6, Assert.Single(finding.AdditionalLocations).GetLineSpan().StartLinePosition.Line);
    }

    [Fact]
    public async Task Suppressions_are_honoured()
    {
        var source = InClass("void M() { Monitor.Enter(_gate); Work(); Monitor.Exit(_gate); }");
        await Verify.Silent<LockNotReleasedAnalyzer>("#pragma warning disable MSES0006\n" + source);
        await Verify.Silent<LockNotReleasedAnalyzer>(new TestProject(source) { EditorConfig = "[*.cs]\ndotnet_diagnostic.MSES0006.severity = none" });
        await Verify.Silent<LockNotReleasedAnalyzer>("// <auto-generated/>\n" + source);
    }
}

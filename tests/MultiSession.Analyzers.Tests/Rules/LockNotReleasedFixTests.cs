using MultiSession.Analyzers.Rules;
using MultiSession.Analyzers.Tests.Verification;
using MultiSession.CodeFixes;

namespace MultiSession.Analyzers.Tests.Rules;

public class LockNotReleasedFixTests
{
    private static string InClass(string body) => $$"""
        class C
        {
            private readonly object _gate = new();
            private readonly SemaphoreSlim _mutex = new(1, 1);
            private readonly Lock _lock = new();
            private int _count;
            private void Work() => _count++;

            async Task<int> M(bool closed, int x)
            {
                await Task.Yield();
        {{body}}
            }
        }
        """;

    [Fact]
    public Task The_release_moves_into_a_finally_block() => Fix(
        """
                [|Monitor.Enter(_gate)|]; // taken

                // The work.
                Work();
                _count++;

                Monitor.Exit(_gate); // freed
                return 1;
        """,
        """
                Monitor.Enter(_gate); // taken
                try
                {
                    // The work.
                    Work();
                    _count++;
                }
                finally
                {
                    Monitor.Exit(_gate); // freed
                }

                return 1;
        """);

    [Fact]
    public Task Releases_before_early_returns_go() => Fix(
        """
                await [|_mutex.WaitAsync()|];
                if (x == 1)
                {
                    _mutex.Release();
                    return 1;
                }
                if (x == 2) return 2;
                _mutex.Release();
                return 3;
        """,
        """
                await _mutex.WaitAsync();
                try
                {
                    if (x == 1)
                    {
                        return 1;
                    }
                    if (x == 2) return 2;
                }
                finally
                {
                    _mutex.Release();
                }

                return 3;
        """);

    [Fact]
    public Task An_attempt_that_leaves_when_refused_is_guarded_after_it() => Fix(
        """
                if (![|_mutex.Wait(0)|]) return 0;
                Work();
                _mutex.Release();
                return 3;
        """,
        """
                if (!_mutex.Wait(0)) return 0;
                try
                {
                    Work();
                }
                finally
                {
                    _mutex.Release();
                }

                return 3;
        """);

    [Fact]
    public Task A_result_leaves_from_inside() => Fix(
        """
                [|Monitor.Enter(_gate)|];
                var result = _count;
                Work();
                Monitor.Exit(_gate);
                return result;
        """,
        """
                Monitor.Enter(_gate);
                try
                {
                    var result = _count;
                    Work();
                    return result;
                }
                finally
                {
                    Monitor.Exit(_gate);
                }
        """);

    [Fact]
    public Task Two_findings_in_one_body_are_both_fixed() => Fix(
        """
                [|Monitor.Enter(_gate)|];
                Work();
                Monitor.Exit(_gate);
                [|_mutex.Wait(default(CancellationToken))|];
                Work();
                _mutex.Release();
                return 0;
        """,
        """
                Monitor.Enter(_gate);
                try
                {
                    Work();
                }
                finally
                {
                    Monitor.Exit(_gate);
                }

                _mutex.Wait(default(CancellationToken));
                try
                {
                    Work();
                }
                finally
                {
                    _mutex.Release();
                }

                return 0;
        """);

    [Fact]
    public Task A_block_that_runs_when_the_lock_was_taken_is_guarded_inside() => Fix(
        """
                if (await [|_mutex.WaitAsync(10)|])
                {
                    Work();
                    _mutex.Release();
                }
                else _count--;
                return 0;
        """,
        """
                if (await _mutex.WaitAsync(10))
                {
                    try
                    {
                        Work();
                    }
                    finally
                    {
                        _mutex.Release();
                    }
                }
                else _count--;
                return 0;
        """);

    [Fact]
    public Task A_lock_that_is_taken_twice_gets_two_sections() => Fix(
        """
                [|Monitor.Enter(_gate)|];
                Work();
                Monitor.Exit(_gate);
                [|Monitor.Enter(_gate)|];
                Work();
                if (closed) { Monitor.Exit(_gate); }
                else { Monitor.Exit(_gate); }
                [|Monitor.Enter(_gate)|];
                Work();
                Monitor.Exit(_gate);
                return 0;
        """,
        """
                Monitor.Enter(_gate);
                try
                {
                    Work();
                }
                finally
                {
                    Monitor.Exit(_gate);
                }

                [|Monitor.Enter(_gate)|];
                Work();
                if (closed) { Monitor.Exit(_gate); }
                else { Monitor.Exit(_gate); }
                Monitor.Enter(_gate);
                try
                {
                    Work();
                }
                finally
                {
                    Monitor.Exit(_gate);
                }

                return 0;
        """);

    [Fact]
    public Task A_loop_is_left_from_inside() => Fix(
        """
                while (x-- > 0)
                {
                    [|Monitor.Enter(_gate)|];
                    if (closed)
                    {
                        Monitor.Exit(_gate);
                        continue;
                    }
                    Work();
                    Monitor.Exit(_gate);
                }
                return 0;
        """,
        """
                while (x-- > 0)
                {
                    Monitor.Enter(_gate);
                    try
                    {
                        if (closed)
                        {
                            continue;
                        }
                        Work();
                    }
                    finally
                    {
                        Monitor.Exit(_gate);
                    }
                }
                return 0;
        """);

    [Theory]
    [InlineData("[|Monitor.Enter(_gate)|]; try { Work(); Monitor.Exit(_gate); } catch (Exception) { _count--; } return 0;")]
    [InlineData("[|Monitor.Enter(_gate)|]; var result = _count; Work(); Monitor.Exit(_gate); return result + 1;")]
    [InlineData("[|Monitor.Enter(_gate)|]; Work(); if (closed) { Monitor.Exit(_gate); } else { Monitor.Exit(_gate); } return 0;")]
    [InlineData("[|Monitor.Enter(_gate)|]; if (closed) { Monitor.Exit(_gate); Work(); return 1; } Work(); Monitor.Exit(_gate); return 0;")]
    [InlineData("[|Monitor.Enter(_gate)|]; if (closed) { Monitor.Exit(_gate); return Math.Max(x, await Task.FromResult(1)); } Work(); Monitor.Exit(_gate); return 0;")]
    [InlineData("[|Monitor.Enter(_gate)|]; Work();\n#if OTHER\nMonitor.Exit(_gate);\n#else\nWork();\n#endif\nMonitor.Exit(_gate); return 0;")]
    public Task No_fix_where_none_is_mechanical(string body) =>
        Verify.NoCodeFix<LockNotReleasedAnalyzer, LockNotReleasedCodeFix>(InClass(body));

    private static Task Fix(string before, string after) =>
        Verify.CodeFix<LockNotReleasedAnalyzer, LockNotReleasedCodeFix>(InClass(before), InClass(after));
}

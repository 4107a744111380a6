using MultiSession;
using SessionDeck.Sessions;

namespace SessionDeck.Commands;

/// <summary>The lines that run without anybody waiting for them. Thread-safe: Ctrl+C comes on a thread of its own.</summary>
/// <param name="onError">Told of a line that was refused.</param>
internal sealed class BackgroundLines(Func<string, Task> onError)
{
    private readonly Lock _gate = new();
    private readonly List<Line> _lines = [];

    /// <summary>Sends a line to a session.</summary>
    public void Start(ShellSessionHandle session, string text)
    {
        var cancel = new CancellationTokenSource();
        var line = new Line(session.Id, RunAsync(session, text, cancel.Token), cancel);
        lock (_gate)
        {
            _lines.RemoveAll(other => other.Running.IsCompleted);
            _lines.Add(line);
        }
    }

    /// <summary>Completes when no line runs in the session, or in any.</summary>
    public Task WhenAllAsync(SessionId? session)
    {
        lock (_gate) return Task.WhenAll(_lines.Where(line => session is null || line.Session == session).Select(line => line.Running));
    }

    /// <summary>Cancels the lines of a session; false when none runs.</summary>
    public bool Cancel(SessionId session)
    {
        List<Line> running;
        lock (_gate) running = [.. _lines.Where(line => line.Session == session && !line.Running.IsCompleted)];
        running.ForEach(line => line.Cancel.Cancel());
        return running.Count > 0;
    }

    private async Task RunAsync(ShellSessionHandle session, string text, CancellationToken cancellationToken)
    {
        try
        {
            await session.RunAsync(text, cancellationToken);
        }
        catch (OperationCanceledException)
        {
            // The transcript says so.
        }
        catch (ShellSessionException refused)
        {
            await onError(ErrorText.Of(refused.Error));
        }
    }

    private sealed record Line(SessionId Session, Task Running, CancellationTokenSource Cancel);
}

using System.Text;

namespace SessionDeck.Tests.Running;

/// <summary>What a process printed so far; tests wait for text in it instead of sleeping.</summary>
internal sealed class OutputLog
{
    private readonly Lock _gate = new();
    private readonly StringBuilder _text = new();
    private readonly Task _reading;
    private TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private bool _ended;

    public OutputLog(TextReader reader) => _reading = ReadAsync(reader);

    /// <summary>Everything until now.</summary>
    public string Text
    {
        get
        {
            lock (_gate) return _text.ToString();
        }
    }

    /// <summary>Completes when the process has closed its output.</summary>
    public Task Ended => _reading;

    /// <summary>Waits until <paramref name="text"/> appears behind <paramref name="from"/>; returns the place after it.</summary>
    public Task<int> WaitForAsync(string text, int from = 0) => Deadline.WithinAsync(FindAsync(text, from), () => Text);

    private async Task<int> FindAsync(string text, int from)
    {
        while (true)
        {
            Task changed;
            lock (_gate)
            {
                var place = _text.ToString().IndexOf(text, from, StringComparison.Ordinal);
                if (place >= 0) return place + text.Length;
                if (_ended) throw new InvalidOperationException($"The output ended without '{text}':\n{_text}");
                changed = _changed.Task;
            }

            await changed;
        }
    }

    private async Task ReadAsync(TextReader reader)
    {
        var buffer = new char[4096];
        while (await reader.ReadAsync(buffer) is > 0 and var count) Change(() => _text.Append(buffer, 0, count));
        Change(() => _ended = true);
    }

    private void Change(Action change)
    {
        TaskCompletionSource changed;
        lock (_gate)
        {
            change();
            (changed, _changed) = (_changed, new(TaskCreationOptions.RunContinuationsAsynchronously));
        }

        changed.SetResult();
    }
}

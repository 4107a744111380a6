using System.Diagnostics;
using System.Text;

namespace SessionDeck.Shell;

/// <summary>
/// A <c>/bin/sh</c> process that is fed one line at a time. A line is passed quoted to <c>eval</c>, so that an
/// unfinished quote is an error of that line, with /dev/null as its input, so that it cannot eat the next one.
/// </summary>
internal sealed class SystemShell : IShell
{
    private static readonly TimeSpan InterruptGrace = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan InterruptPoll = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan DrainLimit = TimeSpan.FromSeconds(2);

    private readonly Process _process;
    private readonly ProcessFamily _family;
    private readonly Func<string, ValueTask> _onOutput;
    private readonly TimeProvider _clock;
    private readonly string _sentinel = Guid.NewGuid().ToString("N");
    private readonly Task _reading;
    private readonly Task<CommandResult> _ended;
    private volatile Command _current = new(0);

    public SystemShell(Process process, ProcessFamily family, Func<string, ValueTask> onOutput, TimeProvider clock)
    {
        (_process, _family, _onOutput, _clock) = (process, family, onOutput, clock);
        _reading = ReadAsync();
        _ended = WatchAsync();
    }

    /// <inheritdoc/>
    public bool HasEnded => _process.HasExited;

    /// <inheritdoc/>
    public async Task<CommandResult> RunAsync(string line, CancellationToken cancellationToken)
    {
        var command = new Command(_current.Sequence + 1);
        _current = command;
        // Output goes to descriptor 9, a copy that the line cannot redirect for good; the line itself does not see it.
        var quoted = line.Replace("'", @"'\''", StringComparison.Ordinal);
        var opening = command.Sequence == 1 ? "exec 9>&1\n" : "";
        await SendAsync($"{opening}command eval '{quoted}' </dev/null >&9 2>&1 9>&-\n{MarkOf(command)}");
        try
        {
            return await command.ResultAsync(_ended).WaitAsync(cancellationToken);
        }
        catch (OperationCanceledException)
        {
            return await InterruptAsync(command);
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _family.EndAsync();
        await ((Task)_ended).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _process.Dispose();
    }

    private string MarkOf(Command command) =>
        $$"""command printf '\036%s:%d %d %s\000' {{_sentinel}} {{command.Sequence}} "$?" "${PWD-}" >&9""" + "\n";

    private async Task<CommandResult> InterruptAsync(Command command)
    {
        _family.Interrupt();
        var result = command.ResultAsync(_ended);
        for (var start = _clock.GetTimestamp(); _clock.GetElapsedTime(start) < InterruptGrace;)
        {
            // An interrupted shell drops the input that it had read ahead, and with it the mark: ask again.
            await SendAsync(MarkOf(command));
            if (await Task.WhenAny(result, Task.Delay(InterruptPoll, _clock)) != result) continue;
            var ended = await result;
            return ended.Outcome == CommandOutcome.Finished ? ended with { Outcome = CommandOutcome.Cancelled } : ended;
        }

        await _family.EndAsync();
        return await _ended with { Outcome = CommandOutcome.ShellKilled };
    }

    private async Task SendAsync(string text)
    {
        try
        {
            var input = _process.StandardInput.BaseStream;
            await input.WriteAsync(Encoding.UTF8.GetBytes(text));
            await input.FlushAsync();
        }
        catch (IOException)
        {
            // The shell is gone; the command's result says so.
        }
    }

    private async Task ReadAsync()
    {
        var scanner = new OutputScanner(_sentinel);
        var buffer = new byte[16 * 1024];
        var output = _process.StandardOutput.BaseStream;
        while (await output.ReadAsync(buffer) is > 0 and var count)
        {
            scanner.Push(buffer.AsSpan(0, count));
            while (scanner.TryRead(out var text, out var end))
            {
                if (text is not null) await _onOutput(text);
                if (end is not null) _current.TryFinish(end);
            }
        }

        if (scanner.TryReadRest(out var rest)) await _onOutput(rest);
    }

    private async Task<CommandResult> WatchAsync()
    {
        // When the reader stops first, nobody takes the output any more: the shell would block on a full pipe.
        await Task.WhenAny(_process.WaitForExitAsync(), _reading);
        await _family.EndAsync();
        await _process.WaitForExitAsync();
        if (await Task.WhenAny(_reading, Task.Delay(DrainLimit, _clock)) == _reading) await _reading;
        return new CommandResult(CommandOutcome.ShellEnded, _process.ExitCode);
    }

    private sealed class Command(int sequence)
    {
        private readonly TaskCompletionSource<CommandResult> _result = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public int Sequence => sequence;

        public async Task<CommandResult> ResultAsync(Task<CommandResult> shellEnded) =>
            await await Task.WhenAny(_result.Task, shellEnded);

        // A repeated mark of an earlier command is stale.
        public void TryFinish(EndOfCommand end)
        {
            if (end.Sequence == sequence)
                _result.TrySetResult(new CommandResult(CommandOutcome.Finished, end.Status, end.Directory));
        }
    }
}

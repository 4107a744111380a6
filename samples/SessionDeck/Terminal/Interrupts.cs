using System.Runtime.InteropServices;
using Microsoft.Extensions.Hosting;
using SessionDeck.Commands;

namespace SessionDeck.Terminal;

/// <summary>
/// Signals. Ctrl+C cancels what runs; a second one soon after, SIGTERM or SIGHUP end the program.
/// As the host's lifetime it keeps the host from having an opinion of its own on them.
/// </summary>
internal sealed class Interrupts : IHostLifetime, IDisposable
{
    private static readonly TimeSpan Twice = TimeSpan.FromSeconds(2);

    private readonly TimeProvider _clock;
    private readonly CancellationTokenSource _stopping = new();
    private readonly PosixSignalRegistration[] _registrations;
    private readonly Lock _gate = new();
    private CancellationTokenSource? _operation;
    private long? _pressedAt;

    public Interrupts(TimeProvider clock)
    {
        _clock = clock;
        _registrations =
        [
            On(PosixSignal.SIGINT, Press),
            On(PosixSignal.SIGTERM, () => Stop(ExitCode.Terminated)),
            On(PosixSignal.SIGHUP, () => Stop(ExitCode.HungUp)),
        ];
    }

    /// <summary>Cancelled when the program shall end.</summary>
    public CancellationToken Stopping => _stopping.Token;

    /// <summary>What the program returns when a signal ended it.</summary>
    public int StopCode { get; private set; }

    /// <summary>Called on Ctrl+C when nothing runs.</summary>
    public Action? Idle { get; set; }

    /// <summary>Runs an operation that Ctrl+C cancels.</summary>
    public async Task RunAsync(Func<CancellationToken, Task> operation)
    {
        using var cancel = CancellationTokenSource.CreateLinkedTokenSource(Stopping);
        lock (_gate) _operation = cancel;
        try
        {
            await operation(cancel.Token);
        }
        finally
        {
            lock (_gate) _operation = null;
        }
    }

    /// <summary>Does what Ctrl+C does.</summary>
    public void Press()
    {
        CancellationTokenSource? operation;
        bool again;
        lock (_gate)
        {
            again = _pressedAt is { } before && _clock.GetElapsedTime(before) < Twice;
            _pressedAt = _clock.GetTimestamp();
            operation = _operation;
        }

        if (again) Stop(ExitCode.Interrupted);
        else if (operation is not null) Cancel(operation);
        else Idle?.Invoke();
    }

    /// <inheritdoc/>
    public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var registration in _registrations) registration.Dispose();
        _stopping.Dispose();
    }

    private static PosixSignalRegistration On(PosixSignal signal, Action react) => PosixSignalRegistration.Create(signal, context =>
    {
        context.Cancel = true;
        react();
    });

    private void Stop(int code)
    {
        StopCode = code;
        Cancel(_stopping);
    }

    private static void Cancel(CancellationTokenSource source)
    {
        try
        {
            source.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // It ended on its own in the meantime.
        }
    }
}

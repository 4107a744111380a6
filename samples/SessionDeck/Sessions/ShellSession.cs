using System.ComponentModel.DataAnnotations;
using MultiSession;
using SessionDeck.Shell;

namespace SessionDeck.Sessions;

/// <summary>A session that runs its lines in a shell of its own. Everything else about sessions is generated from this class.</summary>
[Session(Name = "shell", IdleTimeout = "12:00:00", JsonContext = typeof(DeckJson))]
public sealed partial class ShellSession(IShellHost shells, SessionOutput output) : ISessionLifecycle, IAsyncDisposable
{
    private const int LongestLine = 100_000;
    private IShell? _shell;

    /// <summary>What the session is for.</summary>
    [SessionSetting] public ShellKind Kind { get; init; } = ShellKind.Shell;

    /// <summary>Where the shell is; a new shell process starts here.</summary>
    [SessionState] public string Directory { get; set; } = Environment.CurrentDirectory;

    /// <summary>Runs one line to its end; what it prints goes to the session's output. Returns the exit status.</summary>
    [SessionOperation]
    public async Task<int> RunAsync([StringLength(LongestLine, MinimumLength = 1)] string line, CancellationToken cancellationToken)
    {
        await output.WriteAsync($"{line}\n", OutputKind.Input, cancellationToken);
        var shell = await LiveShellAsync();
        var result = await shell.RunAsync(line, cancellationToken);
        Directory = result.Directory ?? Directory;
        if (Remark(result) is { } remark) await output.WriteAsync($"{remark}\n", OutputKind.Notice, CancellationToken.None);
        cancellationToken.ThrowIfCancellationRequested();
        return result.Status;
    }

    /// <inheritdoc/>
    public async ValueTask OnRestoredAsync(CancellationToken cancellationToken) =>
        await output.WriteAsync(
            $"restored: the shell process is new, in {Directory}; variables of the old one are gone\n",
            OutputKind.Notice,
            cancellationToken);

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _shell?.DisposeAsync() ?? ValueTask.CompletedTask;

    private async ValueTask<IShell> LiveShellAsync()
    {
        if (_shell is { HasEnded: false }) return _shell;
        if (_shell is not null)
        {
            await _shell.DisposeAsync();
            await output.WriteAsync($"the shell process is new, in {Directory}\n", OutputKind.Notice);
        }

        try
        {
            return _shell = shells.Start(Directory, text => output.WriteAsync(text));
        }
        catch (ShellStartException failure)
        {
            throw new ShellSessionException(new ShellNotStarted(failure.Message), failure);
        }
    }

    private static string? Remark(CommandResult result) => result switch
    {
        { Outcome: CommandOutcome.Cancelled } => "cancelled",
        { Outcome: CommandOutcome.ShellEnded } => $"the shell ended with status {result.Status}; the next line starts a new one",
        { Outcome: CommandOutcome.ShellKilled } =>
            "the line did not stop when it was cancelled, so its shell was killed; the next line starts a new one",
        { Status: not 0 } => $"exit status {result.Status}",
        _ => null,
    };

    /// <summary>The operating system did not start the shell.</summary>
    [SessionError("{Reason}")]
    public sealed partial record ShellNotStarted(string Reason);
}

namespace SessionDeck.Shell;

/// <summary>Starts shells. The one dependency of <see cref="Sessions.ShellSession"/> on the operating system.</summary>
public interface IShellHost
{
    /// <summary>Starts a shell in <paramref name="directory"/>, or in the current one when that is gone.</summary>
    /// <param name="directory">Working directory of the new shell.</param>
    /// <param name="onOutput">Receives what the shell and its children print, in order, one call at a time.</param>
    /// <exception cref="ShellStartException">The shell cannot be started.</exception>
    IShell Start(string directory, Func<string, ValueTask> onOutput);
}

/// <summary>A live shell: runs one command at a time; disposing it ends it and every process that it started.</summary>
public interface IShell : IAsyncDisposable
{
    /// <summary>True when the shell's process is gone.</summary>
    bool HasEnded { get; }

    /// <summary>Runs one line to its end. Cancellation interrupts the line, not the shell; it never throws.</summary>
    Task<CommandResult> RunAsync(string line, CancellationToken cancellationToken);
}

/// <summary>How a command ended.</summary>
public enum CommandOutcome
{
    /// <summary>The command ran to its end.</summary>
    Finished,

    /// <summary>The command was interrupted; the shell lives on.</summary>
    Cancelled,

    /// <summary>The shell's process ended: <c>exit</c>, a crash, or a signal.</summary>
    ShellEnded,

    /// <summary>The command did not react to an interrupt, so its shell was killed.</summary>
    ShellKilled,
}

/// <param name="Outcome">How the command ended.</param>
/// <param name="Status">Exit status of the command, or of the shell when it ended.</param>
/// <param name="Directory">The shell's working directory afterwards; null when it is not known.</param>
public readonly record struct CommandResult(CommandOutcome Outcome, int Status, string? Directory = null);

/// <summary>The shell cannot be started; the message says why.</summary>
public sealed class ShellStartException(string message, Exception? inner = null) : Exception(message, inner);

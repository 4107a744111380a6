using System.ComponentModel;
using System.Diagnostics;

namespace SessionDeck.Shell;

/// <summary>Starts <c>/bin/sh</c> in a terminal session of its own, so that Ctrl+C at the deck does not reach it.</summary>
internal sealed class SystemShellHost(TimeProvider clock) : IShellHost
{
    private const string FamilyVariable = "SESSION_DECK_SHELL";

    // An interactive shell returns to its prompt after a syntax error or an interrupt; the prompt goes to /dev/null.
    private static readonly string[] Shell = ["/bin/sh", "-c", "exec /bin/sh -i 2>/dev/null"];

    private static readonly string[][] Launchers =
    [
        ["setsid"],
        ["perl", "-e", "use POSIX; POSIX::setsid(); exec @ARGV"],
    ];

    /// <inheritdoc/>
    public IShell Start(string directory, Func<string, ValueTask> onOutput)
    {
        var family = Guid.NewGuid().ToString("N");
        foreach (var launcher in Launchers)
        {
            if (TryStart([.. launcher, .. Shell], directory, family) is not { } process) continue;
            var members = new ProcessFamily(process.Id, $"{FamilyVariable}={family}", clock);
            return new SystemShell(process, members, onOutput, clock);
        }

        throw new ShellStartException("/bin/sh needs 'setsid' (package util-linux) or 'perl' on the PATH to start; install one of them");
    }

    private static Process? TryStart(string[] command, string directory, string family)
    {
        var start = new ProcessStartInfo(command[0], command[1..])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Directory.Exists(directory) ? directory : Environment.CurrentDirectory,
        };
        start.Environment[FamilyVariable] = family;
        start.Environment["HISTFILE"] = "/dev/null";
        start.Environment.Remove("ENV");
        try
        {
            return Process.Start(start);
        }
        catch (Win32Exception failure) when (failure.NativeErrorCode == FileNotFound)
        {
            return null;
        }
        catch (Win32Exception failure)
        {
            throw new ShellStartException($"/bin/sh cannot be started in '{start.WorkingDirectory}': {failure.Message}", failure);
        }
    }

    private const int FileNotFound = 2;
}

namespace SessionDeck.Commands;

/// <summary>The program's exit codes.</summary>
internal static class ExitCode
{
    private const int Signal = 128;

    /// <summary>End of input or <c>/quit</c>.</summary>
    public const int Done = 0;

    /// <summary>An option is wrong or the store cannot be used.</summary>
    public const int BadOptions = 2;

    /// <summary>Ended by SIGHUP.</summary>
    public const int HungUp = Signal + 1;

    /// <summary>Ended by Ctrl+C twice.</summary>
    public const int Interrupted = Signal + 2;

    /// <summary>Ended by SIGTERM.</summary>
    public const int Terminated = Signal + 15;
}

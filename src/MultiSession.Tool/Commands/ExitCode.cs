namespace MultiSession.Tool.Commands;

/// <summary>What the process returns.</summary>
internal static class ExitCode
{
    public const int Clean = 0;
    public const int Findings = 1;
    public const int BadUsage = 2;
    public const int InternalError = 3;

    /// <summary>As shells report a process that SIGINT ended.</summary>
    public const int Cancelled = 130;
}

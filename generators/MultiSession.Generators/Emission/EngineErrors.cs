namespace MultiSession.Generators.Emission;

/// <summary>One error that the engine itself reports.</summary>
/// <param name="Name">Record and factory method.</param>
/// <param name="Parameters">Positional properties as source.</param>
/// <param name="Message">An expression over the properties.</param>
/// <param name="Summary">Documentation.</param>
internal sealed record EngineError(string Name, string Parameters, string Message, string Summary);

/// <summary>The errors that every session type has, in the order of the engine's <c>ISessionErrors</c>.</summary>
internal static class EngineErrors
{
    private const string Status = Names.Engine + ".SessionStatus";
    private const string Duration = "global::System.TimeSpan";
    private const string Invariant = "string.Create(global::System.Globalization.CultureInfo.InvariantCulture, ";

    public static readonly IReadOnlyList<EngineError> All =
    [
        new("NotFound", "string Session, string? Nearest",
            """
            $"There is no session '{Session}'." + (Nearest is null ? "" : $" Did you mean '{Nearest}'?")
            """,
            "No session answers to the reference; there may be one with a name near it."),
        new("Ambiguous", "string Session, int Matches",
            """
            $"'{Session}' fits {Matches} sessions: give more of the id, the name or the number."
            """,
            "The reference fits several sessions."),
        new("Expired", "string Session, global::System.DateTimeOffset At",
            Invariant + """
            $"Session '{Session}' expired at {At:u}. Create a new one.")
            """,
            "The session was idle too long and has ended."),
        new("LimitReached", "int Max",
            """
            $"All {Max} sessions are in use. Close one first."
            """,
            "As many sessions are live as the limit allows."),
        new("AlreadyExists", "string Name",
            """
            $"There is a session '{Name}' already. Choose another name."
            """,
            "Another session has this name or id."),
        new("InvalidName", "string Name, string Reason",
            """
            $"The name '{Name}' cannot be used: {Reason}."
            """,
            "The name breaks a name rule."),
        new("InvalidSetting", "string Setting, string? Value, string Reason",
            """
            Value is null ? $"{Setting}: {Reason}" : $"{Setting} '{Value}': {Reason}"
            """,
            "A setting or an argument breaks one of its constraints."),
        new("InvalidTransition", $"string Session, {Status} From, {Status} To",
            """
            $"Session '{Session}' is {From} and cannot become {To}."
            """,
            "The status machine has no such transition."),
        new("Locked", $"string Session, {Duration} Waited",
            """
            $"Session '{Session}' stayed locked by another owner for {Waited}. Try again later."
            """,
            "Another owner held the lock for the whole wait."),
        new("QueueFull", "string Session, int Capacity",
            """
            $"{Capacity} operations wait for session '{Session}' already. Wait for one to end."
            """,
            "The session's queue of waiting operations is full."),
        new("RateLimited", $"string Session, {Duration} RetryAfter",
            """
            $"Too many operations in session '{Session}'. Try again in {RetryAfter}."
            """,
            "Too many operations in too short a time."),
        new("Timeout", $"string Operation, {Duration} Limit",
            """
            $"{Operation} took longer than {Limit} and was cancelled."
            """,
            "The operation ran longer than it may."),
        new("Storage", "string Operation, string Reason",
            """
            $"The store failed to {Operation}: {Reason}"
            """,
            "The store failed."),
        new("Corrupted", "string Record, string Reason",
            """
            $"The stored session '{Record}' cannot be used: {Reason}"
            """,
            "A stored record cannot be used."),
        new("Closed", "string Session",
            """
            $"Session '{Session}' is closed."
            """,
            "The session, or the whole coordinator, is closed."),
    ];
}

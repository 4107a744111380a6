namespace MultiSession.Generators.Emission;

/// <summary>One member of the coordinator that forwards to the engine, thrown and tried.</summary>
internal sealed record CoordinatorMember(string Name, string Parameters, string Arguments, string Result, string Errors, string Summary)
{
    /// <summary>Stands for the session type's handle.</summary>
    public const string Handle = "$handle";

    /// <summary>Arguments of the engine's method of the same name.</summary>
    public string EngineArguments { get; init; } = Arguments;
}

/// <summary>What a coordinator can do, in the order in which it is emitted.</summary>
internal static class CoordinatorMembers
{
    private const string FindErrors = "<c>NotFound</c>, <c>Expired</c>, <c>Ambiguous</c>";

    public static readonly IReadOnlyList<CoordinatorMember> All =
    [
        new("CreateAsync", "$config, $token", "config, cancellationToken", CoordinatorMember.Handle,
            "<c>InvalidName</c>, <c>InvalidSetting</c>, <c>AlreadyExists</c>, <c>LimitReached</c>, <c>Storage</c> or <c>Closed</c>",
            "Creates a session. It becomes active only if no other is."),
        new("SwitchAsync", "string reference, $token", "reference, cancellationToken", CoordinatorMember.Handle,
            FindErrors + " or <c>Storage</c>", "Makes a session the active one."),
        new("CloseAsync", "string reference, $token", "reference, cancellationToken", "Unit",
            FindErrors + " or <c>Storage</c>", "Ends a session for good."),
        new("RenameAsync", "string reference, string newName, $token", "reference, newName, cancellationToken", CoordinatorMember.Handle,
            FindErrors + ", <c>InvalidName</c>, <c>AlreadyExists</c> or <c>Storage</c>", "Gives a session another name."),
        new("LockAsync", "$references, global::System.TimeSpan timeout, $token", "references, timeout, cancellationToken", "SessionLock",
            FindErrors + " or <c>Locked</c>", "Locks sessions against other locks, in one canonical order whatever order they are named in."),
        new("LockAsync", "string reference, global::System.TimeSpan timeout, $token", "reference, timeout, cancellationToken", "SessionLock",
            FindErrors + " or <c>Locked</c>", "Locks one session against other locks.")
            {
                EngineArguments = "[reference], timeout, cancellationToken",
            },
        new("SaveAsync", "$token", "cancellationToken", "int",
            "<c>Storage</c>", "Saves every session that changed since it was last saved, and counts them."),
        new("RestoreAsync", "$token", "cancellationToken", "SessionRestoreReport",
            "<c>Storage</c>", "Opens the store and loads its sessions. Sessions that are live already stay as they are."),
        new("HibernateAsync", "string reference, $token", "reference, cancellationToken", "Unit",
            FindErrors + " or <c>Storage</c>", "Saves a session and lets its object go. The next operation wakes it."),
        new("DrainAsync", "global::System.TimeSpan timeout, $token", "timeout, cancellationToken", "Unit",
            "<c>Storage</c>",
            "Refuses new work, lets running operations end, saves all and disposes the session objects. The store keeps the sessions."),
    ];
}

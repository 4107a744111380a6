using System.Collections.Frozen;
using System.Collections.Immutable;
using static MultiSession.SessionStatus;

namespace MultiSession;

/// <summary>The one transition table of the status machine.</summary>
/// <remarks>A move to the status that a session already has is no transition: it changes nothing and is reported to nobody.</remarks>
public static class SessionTransitions
{
    private static readonly FrozenDictionary<SessionStatus, ImmutableArray<SessionStatus>> Table =
        new Dictionary<SessionStatus, ImmutableArray<SessionStatus>>
        {
            [Active] = [WaitingForInput, Processing, Paused, Hibernated, Completed, Failed],
            [WaitingForInput] = [Active, Processing, Paused, Hibernated, Completed, Failed],
            [Processing] = [Active, WaitingForInput, Paused, Completed, Failed],
            [Paused] = [Active, Hibernated, Completed, Failed],
            [Hibernated] = [Active, Completed, Failed],
            [Failed] = [Active, Hibernated, Completed],
            [Completed] = [],
        }.ToFrozenDictionary();

    /// <summary>Whether a session may move from one status to the other.</summary>
    public static bool IsAllowed(SessionStatus from, SessionStatus to) => From(from).Contains(to);

    /// <summary>The statuses that may follow <paramref name="status"/>; none for a value outside the enum.</summary>
    public static ImmutableArray<SessionStatus> From(SessionStatus status) => Table.TryGetValue(status, out var next) ? next : [];
}

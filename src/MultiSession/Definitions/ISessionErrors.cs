namespace MultiSession;

/// <summary>Makes the errors of one session type, so that the engine speaks the type's own closed hierarchy.</summary>
public interface ISessionErrors
{
    /// <summary>No session answers to <paramref name="session"/>; <paramref name="nearest"/> is the closest name there is, if any.</summary>
    SessionError NotFound(string session, string? nearest);

    /// <summary>The reference <paramref name="session"/> fits <paramref name="matches"/> sessions.</summary>
    SessionError Ambiguous(string session, int matches);

    /// <summary>The session existed and expired at <paramref name="at"/>.</summary>
    SessionError Expired(string session, DateTimeOffset at);

    /// <summary><paramref name="max"/> sessions are live already.</summary>
    SessionError LimitReached(int max);

    /// <summary>Another session has this name or id.</summary>
    SessionError AlreadyExists(string name);

    /// <summary>The name breaks a name rule.</summary>
    SessionError InvalidName(string name, string reason);

    /// <summary>A setting or an argument breaks one of its constraints.</summary>
    SessionError InvalidSetting(string setting, string? value, string reason);

    /// <summary>The status machine has no such transition.</summary>
    SessionError InvalidTransition(string session, SessionStatus current, SessionStatus requested);

    /// <summary>Another owner held the session's lock for the whole wait.</summary>
    SessionError Locked(string session, TimeSpan waited);

    /// <summary>The session's queue of waiting operations, of <paramref name="capacity"/> places, is full.</summary>
    SessionError QueueFull(string session, int capacity);

    /// <summary>Too many operations; the next one is admitted after <paramref name="retryAfter"/>.</summary>
    SessionError RateLimited(string session, TimeSpan retryAfter);

    /// <summary>The operation ran longer than <paramref name="limit"/>.</summary>
    SessionError Timeout(string operation, TimeSpan limit);

    /// <summary>The store failed.</summary>
    SessionError Storage(string operation, string reason);

    /// <summary>A stored record cannot be used.</summary>
    SessionError Corrupted(string record, string reason);

    /// <summary>The session, or the whole coordinator, is closed.</summary>
    SessionError Closed(string session);

    /// <summary>The session type's exception that carries <paramref name="sessionError"/>.</summary>
    SessionException ToException(SessionError sessionError, Exception? inner = null);
}

namespace MultiSession;

/// <summary>Hands out exclusive ownership of sessions.</summary>
public sealed class SessionLockManager
{
    private long _last;

    internal bool IsHeld(SessionLock owner) => owner.Token > _last;

    internal bool TryRenew(SessionLock owner) => owner.Token > _last;

    internal void Release(SessionLock owner) => _last = owner.Token;
}

namespace MultiSession;

/// <summary>What came of an attempt to lock sessions.</summary>
/// <param name="Lock">The lock; <see langword="null"/> when it could not be had in time.</param>
/// <param name="Blocking">The session that stayed locked by another owner.</param>
/// <param name="Waited">How long the attempt took.</param>
public readonly record struct SessionLockAttempt(SessionLock? Lock, SessionId? Blocking, TimeSpan Waited);

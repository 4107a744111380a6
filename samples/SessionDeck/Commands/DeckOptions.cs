namespace SessionDeck.Commands;

/// <summary>The program's options.</summary>
/// <param name="Store">Path of the store file.</param>
/// <param name="MaxSessions">Most sessions at once.</param>
/// <param name="IdleTimeout">Idle time after which a session expires.</param>
/// <param name="Plain">Plain text, even on a terminal.</param>
internal sealed record DeckOptions(string Store, int MaxSessions, TimeSpan IdleTimeout, bool Plain);

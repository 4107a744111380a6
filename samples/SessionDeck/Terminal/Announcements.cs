using MultiSession;
using SessionDeck.Sessions;

namespace SessionDeck.Terminal;

/// <summary>Tells of what happens to sessions without the user's doing: they expire.</summary>
internal sealed class Announcements(ShellSessionCoordinator sessions, DeckScreen screen)
{
    // Why a session is completed, in the words of the toolkit; the other reason is that the user closed it.
    private const string ExpiredReason = "expired";

    /// <summary>Runs until cancelled.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        await foreach (var change in sessions.Changes.WithCancellation(cancellationToken))
        {
            if (change is { Current: SessionStatus.Completed, Reason: ExpiredReason })
                await screen.SayAsync($"{change.Name} expired: nobody used it; its processes were ended");
        }
    }
}

using MultiSession;

namespace SessionDeck.Sessions;

/// <summary>An error of the toolkit, with the way out that this program offers.</summary>
internal static class ErrorText
{
    /// <summary>One line for the user.</summary>
    public static string Of(SessionError error) => error switch
    {
        ShellSessionError.NotFound { Nearest: null } => $"{error.Message} /sessions lists them.",
        ShellSessionError.Expired => $"{error.Message} /new does.",
        ShellSessionError.LimitReached => $"{error.Message} /close NAME does; --max-sessions N sets the limit.",
        _ => error.Message,
    };
}

using MultiSession;

namespace SessionDeck.Commands;

/// <summary>Where the sessions are kept.</summary>
internal static class DeckStore
{
    /// <summary>The store of a user who names none, in the user's data folder.</summary>
    public static string DefaultPath { get; } = Path.Combine(
        Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify),
        "SessionDeck",
        "deck.db");

    /// <summary>Makes the default store's folder; a folder that the user named must exist.</summary>
    /// <exception cref="SessionStoreException">The folder cannot be made.</exception>
    public static string Prepare(string path)
    {
        if (path != DefaultPath) return path;
        var folder = Path.GetDirectoryName(path)!;
        try
        {
            Directory.CreateDirectory(folder);
            return path;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new SessionStoreException($"the data folder '{folder}' cannot be made: {failure.Message}", failure);
        }
    }
}

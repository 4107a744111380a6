namespace SessionDeck.Tests.Running;

/// <summary>A folder that is gone after the test.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("session-deck-");

    public string Path => _folder.FullName;

    /// <summary>The store that tests of one folder share.</summary>
    public string Store => File("deck.db");

    public string File(string name) => System.IO.Path.Combine(Path, name);

    public void Dispose() => _folder.Delete(recursive: true);
}

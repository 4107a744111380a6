using System.Globalization;

namespace SessionDeck.Tests.Running;

/// <summary>A variable that a deck and everything that it starts inherit, so that a test can see what is left of them.</summary>
internal sealed class ProcessMark
{
    public const string Variable = "SESSION_DECK_TEST";

    public string Value { get; } = Guid.NewGuid().ToString("N");

    /// <summary>Command lines of the living processes that carry the mark, by process id.</summary>
    public Dictionary<int, string> Living() => Directory.EnumerateDirectories("/proc")
        .Select(folder => int.TryParse(Path.GetFileName(folder), NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : 0)
        .Where(id => id > 0 && Read(id, "environ").Split('\0').Contains($"{Variable}={Value}"))
        .ToDictionary(id => id, id => Read(id, "cmdline").Replace('\0', ' ').Trim());

    /// <summary>Waits until the living processes are as they should be.</summary>
    public async Task UntilAsync(Func<Dictionary<int, string>, bool> condition)
    {
        using var limit = new CancellationTokenSource(Deadline.Span);
        using var poll = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        for (var living = Living(); !condition(living); living = Living())
        {
            Assert.False(limit.IsCancellationRequested, $"Living: {string.Join("; ", living.Values)}");
            await poll.WaitForNextTickAsync();
        }
    }

    // A zombie has no environment any more, and a process may go away while it is looked at.
    private static string Read(int id, string file)
    {
        try
        {
            return File.ReadAllText($"/proc/{id}/{file}");
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }
}

namespace SessionDeck.Tests.Running;

/// <summary>How long a test waits for something that must happen: long, so that only a real hang fails.</summary>
internal static class Deadline
{
    public static readonly TimeSpan Span = TimeSpan.FromSeconds(90);

    /// <summary>Waits for <paramref name="task"/>; when it hangs, fails with what was seen until then.</summary>
    public static async Task<T> WithinAsync<T>(Task<T> task, Func<string> seen)
    {
        try
        {
            return await task.WaitAsync(Span);
        }
        catch (TimeoutException)
        {
            throw new TimeoutException($"Nothing happened within {Span}. Seen until then:\n{seen()}");
        }
    }
}

using System.Threading.Channels;
using MultiSession;
using SessionDeck.Sessions;

namespace SessionDeck.Terminal;

/// <summary>
/// Where the deck reads lines and shows answers. All drawing happens on one loop, one piece after the other, so that a
/// screen's state needs no lock and no two pieces mix.
/// </summary>
internal abstract class DeckScreen : IAsyncDisposable
{
    private const int MostWaiting = 256;

    // Full: whoever shows something waits for the terminal, and so in the end does the child that prints it.
    private readonly Channel<Action> _drawings = Channel.CreateBounded<Action>(
        new BoundedChannelOptions(MostWaiting) { FullMode = BoundedChannelFullMode.Wait, SingleReader = true });
    private readonly Task _drawing;

    protected DeckScreen() => _drawing = DrawAsync();

    /// <summary>The next line of input; null at its end.</summary>
    public abstract Task<string?> ReadLineAsync(CancellationToken cancellationToken);

    /// <summary>Has something drawn, and waits until it is. Only there may the members below be used.</summary>
    public async Task DrawAsync(Action<DeckScreen> draw)
    {
        var drawn = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        while (await _drawings.Writer.WaitToWriteAsync())
        {
            if (!_drawings.Writer.TryWrite(() => Draw(draw, drawn))) continue;
            await drawn.Task;
            return;
        }
    }

    /// <summary>Draws an answer of the deck.</summary>
    public Task SayAsync(string text) => DrawAsync(screen => screen.Say(text));

    /// <summary>Draws an error.</summary>
    public Task ErrorAsync(string text) => DrawAsync(screen => screen.Error(text));

    /// <summary>Draws one event of a session, as printed.</summary>
    public abstract void Event(OutputEvent output);

    /// <summary>Draws an answer of the deck.</summary>
    public abstract void Say(string text);

    /// <summary>Draws an error.</summary>
    public abstract void Error(string text);

    /// <summary>Draws a line that separates, for example, a replay from what is live.</summary>
    public abstract void Rule(string text);

    /// <summary>Draws the list of sessions.</summary>
    public abstract void List(IReadOnlyList<ShellSessionHandle> sessions, bool details);

    /// <summary>Draws the answer to a Ctrl+C that found nothing to cancel.</summary>
    public virtual void Interrupted() => Say("Ctrl+C again ends the deck, as /quit does");

    /// <summary>Ends after what is queued has been drawn.</summary>
    public virtual async ValueTask DisposeAsync()
    {
        _drawings.Writer.TryComplete();
        await _drawing;
    }

    private async Task DrawAsync()
    {
        await foreach (var draw in _drawings.Reader.ReadAllAsync()) draw();
    }

    private void Draw(Action<DeckScreen> draw, TaskCompletionSource drawn)
    {
        try
        {
            draw(this);
        }
        catch (IOException)
        {
            // The terminal is gone; the program ends by its signal or the end of its input.
        }
        finally
        {
            drawn.SetResult();
        }
    }
}

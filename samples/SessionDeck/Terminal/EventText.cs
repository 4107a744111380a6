using MultiSession;

namespace SessionDeck.Terminal;

/// <summary>How an event that is not ordinary output is told apart from it.</summary>
internal static class EventText
{
    /// <summary>The event's text on lines of its own, marked by its kind.</summary>
    public static string Marked(OutputEvent output) => output.Kind switch
    {
        OutputKind.Input => $"$ {output.Text.TrimEnd('\n')}",
        OutputKind.Text => output.Text.TrimEnd('\n'),
        _ => $"[{output.Text.TrimEnd('\n')}]",
    };
}

using System.Text;

namespace MultiSession;

/// <summary>What a piece of output is.</summary>
public enum OutputKind
{
    /// <summary>Ordinary output.</summary>
    Text,

    /// <summary>Error output.</summary>
    Error,

    /// <summary>A remark of the program about the session, for example that its process is new.</summary>
    Notice,

    /// <summary>What the user sent to the session.</summary>
    Input,
}

/// <summary>One piece of a session's output.</summary>
/// <param name="Sequence">Counts the session's events from 1, also across restarts.</param>
/// <param name="At">When it was written.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Text">The text, as written: no line end is added or taken away.</param>
public sealed record OutputEvent(long Sequence, DateTimeOffset At, OutputKind Kind, string Text)
{
    /// <summary>Size in bytes: the text as UTF-8.</summary>
    public int ByteCount => Encoding.UTF8.GetByteCount(Text);
}

using System.Text;

namespace SessionDeck.Terminal;

/// <summary>The line that is being typed, with a history. Draws nothing.</summary>
internal sealed class LineEditor
{
    private const int LongestHistory = 500;

    private readonly StringBuilder _text = new();
    private readonly List<string> _history = [];
    private int _recalled;

    /// <summary>What was typed.</summary>
    public string Text => _text.ToString();

    /// <summary>Where the next character goes.</summary>
    public int Cursor { get; private set; }

    /// <summary>Takes a key. Returns the line when Enter ends it, an end of input, or nothing yet.</summary>
    public EditResult Press(ConsoleKeyInfo key)
    {
        var control = key.Modifiers.HasFlag(ConsoleModifiers.Control);
        switch (key.Key)
        {
            case ConsoleKey.Enter:
                return new EditResult.Line(TakeLine());
            case ConsoleKey.D when control && _text.Length == 0:
                return new EditResult.EndOfInput();
            case ConsoleKey.Backspace when Cursor > 0:
                Remove(Before(), Cursor);
                break;
            case ConsoleKey.Delete when Cursor < _text.Length:
            case ConsoleKey.D when control && Cursor < _text.Length:
                Remove(Cursor, After());
                break;
            case ConsoleKey.LeftArrow:
                Cursor = Before();
                break;
            case ConsoleKey.RightArrow:
                Cursor = After();
                break;
            case ConsoleKey.Home:
            case ConsoleKey.A when control:
                Cursor = 0;
                break;
            case ConsoleKey.End:
            case ConsoleKey.E when control:
                Cursor = _text.Length;
                break;
            case ConsoleKey.U when control:
                Remove(0, Cursor);
                break;
            case ConsoleKey.K when control:
                Remove(Cursor, _text.Length);
                break;
            case ConsoleKey.UpArrow:
                Recall(_recalled - 1);
                break;
            case ConsoleKey.DownArrow:
                Recall(_recalled + 1);
                break;
            default:
                if (!char.IsControl(key.KeyChar)) _text.Insert(Cursor++, key.KeyChar);
                break;
        }

        return new EditResult.Nothing();
    }

    /// <summary>Forgets what was typed.</summary>
    public void Clear()
    {
        _text.Clear();
        (Cursor, _recalled) = (0, _history.Count);
    }

    private string TakeLine()
    {
        var line = Text;
        if (line.Length > 0 && (_history.Count == 0 || _history[^1] != line)) _history.Add(line);
        if (_history.Count > LongestHistory) _history.RemoveAt(0);
        Clear();
        return line;
    }

    private void Recall(int index)
    {
        if (index < 0 || index > _history.Count) return;
        _text.Clear().Append(index < _history.Count ? _history[index] : "");
        (Cursor, _recalled) = (_text.Length, index);
    }

    private void Remove(int start, int end)
    {
        _text.Remove(start, end - start);
        Cursor = start;
    }

    // A character outside the basic plane takes two places.
    private int Before() => Math.Max(0, Cursor - (Cursor > 1 && char.IsLowSurrogate(_text[Cursor - 1]) ? 2 : 1));

    private int After() => Math.Min(_text.Length, Cursor + (Cursor < _text.Length && char.IsHighSurrogate(_text[Cursor]) ? 2 : 1));
}

/// <summary>What a key did to the line.</summary>
internal abstract record EditResult
{
    private EditResult() { }

    /// <summary>The line goes on.</summary>
    public sealed record Nothing : EditResult;

    /// <summary>The line is complete.</summary>
    public sealed record Line(string Text) : EditResult;

    /// <summary>Ctrl+D on an empty line.</summary>
    public sealed record EndOfInput : EditResult;
}

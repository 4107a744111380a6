using MultiSession;
using SessionDeck.Sessions;
using Spectre.Console;

namespace SessionDeck.Terminal;

/// <summary>
/// The lowest lines of the terminal: which other sessions wait or work, and below it the prompt with what is typed, or a
/// spinner. It is erased before anything else is drawn and drawn again after; a line never wraps, so its height is known.
/// </summary>
internal sealed class PromptArea(IAnsiConsole console, ShellSessionCoordinator sessions)
{
    private const string Spinner = "⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏";
    private const string EraseToEnd = "\e[J";

    private int _height;
    private int _frame;

    /// <summary>Takes the area away; the cursor is then where it began.</summary>
    public void Erase()
    {
        if (_height == 0) return;
        if (_height > 1) console.Cursor.MoveUp(_height - 1);
        console.Write(new ControlCode("\r" + EraseToEnd));
        _height = 0;
    }

    /// <summary>Draws the prompt and what is typed so far.</summary>
    public void DrawPrompt(LineEditor editor)
    {
        DrawOthers();
        var prompt = Prompt();
        var room = Math.Max(1, Width - prompt.Width);
        console.Markup(prompt.Markup);
        var (visible, tail) = Window(editor, room);
        console.Profile.Out.Writer.Write(visible);
        if (tail > 0) console.Cursor.MoveLeft(tail);
        _height++;
    }

    /// <summary>Draws the next frame of the spinner, if the active session works.</summary>
    public void DrawSpinner()
    {
        DrawOthers();
        if (sessions.Active is { Status: SessionStatus.Processing } active)
        {
            var frame = Spinner[_frame++ % Spinner.Length];
            console.Markup(Fit($"{frame} {active.Name} works; Ctrl+C cancels", active.Config.Kind.Colour(), Width).Markup);
        }

        _height++;
    }

    /// <summary>Leaves a line that was entered in the scrollback.</summary>
    public void Echo(string line)
    {
        console.Markup(Prompt().Markup);
        console.Profile.Out.Writer.WriteLine(line);
    }

    private int Width => Math.Max(1, console.Profile.Width - 1);

    private (string Markup, int Width) Prompt()
    {
        if (sessions.Active is not { } active) return ("[bold]deck[/] > ", "deck > ".Length);
        var name = Fit($"{active.Config.Kind.Prefix()} {active.Name}", $"bold {active.Config.Kind.Colour()}", Math.Max(1, Width / 2));
        return ($"{name.Markup} > ", name.Width + " > ".Length);
    }

    private void DrawOthers()
    {
        var room = Width;
        var parts = new List<string>();
        foreach (var info in sessions.List().Where(info => !info.IsActive))
        {
            if (Symbol(info.Status) is not { } symbol) continue;
            if (!sessions.TryFind(info.Id.ToString()).TryGetValue(out var session, out _)) continue;
            var text = $"{symbol} {info.Number}:{info.Name} {SessionRow.StatusWord(info.Status)}";
            var part = Fit(text, session.Config.Kind.Colour(), room);
            parts.Add(part.Markup);
            room -= part.Width + 2;
            if (room <= 0) break;
        }

        if (parts.Count == 0) return;
        console.MarkupLine(string.Join("  ", parts));
        _height++;
    }

    private static string? Symbol(SessionStatus status) => status switch
    {
        SessionStatus.WaitingForInput => "◆",
        SessionStatus.Processing => "●",
        SessionStatus.Failed => "✗",
        _ => null,
    };

    private static (string Markup, int Width) Fit(string text, string style, int room)
    {
        var fitting = text;
        while (fitting.GetCellWidth() > room) fitting = fitting[..^1];
        return ($"[{style}]{Markup.Escape(fitting)}[/]", fitting.GetCellWidth());
    }

    /// <summary>The part of the line around the cursor that fits, and how many cells of it are behind the cursor.</summary>
    private static (string Visible, int Tail) Window(LineEditor editor, int room)
    {
        var (start, end) = (editor.Cursor, editor.Cursor);
        var text = editor.Text;
        while (start > 0 && text[(start - 1)..end].GetCellWidth() <= room) start--;
        while (end < text.Length && text[start..(end + 1)].GetCellWidth() <= room) end++;
        return (text[start..end], text[editor.Cursor..end].GetCellWidth());
    }
}

using SessionDeck.Terminal;

namespace SessionDeck.Tests.Terminal;

public class LineEditorTests
{
    private readonly LineEditor _editor = new();

    [Fact]
    public void Typing_and_moving_edits_the_line()
    {
        Type("echo wrld");
        Press(ConsoleKey.LeftArrow, times: 3);
        Type("o");
        Press(ConsoleKey.Home);
        Press(ConsoleKey.Delete);
        Type("E");
        Press(ConsoleKey.End);
        Type("!!");
        Press(ConsoleKey.Backspace);

        Assert.Equal("Echo world!", _editor.Text);
        Assert.Equal(new EditResult.Line("Echo world!"), Press(ConsoleKey.Enter));
        Assert.Equal("", _editor.Text);
    }

    [Fact]
    public void Control_keys_work_as_in_a_shell()
    {
        Type("one two");
        Press(ConsoleKey.LeftArrow, times: 3);
        Press(ConsoleKey.K, control: true);
        Assert.Equal("one ", _editor.Text);
        Press(ConsoleKey.U, control: true);
        Assert.Equal("", _editor.Text);
        Assert.Equal(new EditResult.EndOfInput(), Press(ConsoleKey.D, control: true));
    }

    [Fact]
    public void Earlier_lines_come_back()
    {
        foreach (var line in (string[])["first", "second", "second"])
        {
            Type(line);
            Press(ConsoleKey.Enter);
        }

        Press(ConsoleKey.UpArrow, times: 2);
        Assert.Equal("first", _editor.Text);
        Press(ConsoleKey.UpArrow);
        Assert.Equal("first", _editor.Text);
        Press(ConsoleKey.DownArrow, times: 2);
        Assert.Equal("", _editor.Text);
    }

    [Fact]
    public void A_character_of_two_code_units_is_one_character()
    {
        Type("a🎈b");
        Press(ConsoleKey.LeftArrow);
        Press(ConsoleKey.Backspace);

        Assert.Equal("ab", _editor.Text);
        Assert.Equal(1, _editor.Cursor);
    }

    private void Type(string text)
    {
        foreach (var c in text) _editor.Press(new ConsoleKeyInfo(c, 0, shift: false, alt: false, control: false));
    }

    private EditResult Press(ConsoleKey key, bool control = false, int times = 1)
    {
        EditResult result = new EditResult.Nothing();
        for (var i = 0; i < times; i++) result = _editor.Press(new ConsoleKeyInfo('\0', key, shift: false, alt: false, control));
        return result;
    }
}

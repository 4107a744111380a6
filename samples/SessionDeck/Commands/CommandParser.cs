using System.Text;
using static SessionDeck.Commands.DeckCommand;

namespace SessionDeck.Commands;

/// <summary>Reads one line of input. A line that does not start with a command's slash is for the session.</summary>
internal static class CommandParser
{
    private const string BackgroundName = "/bg";

    /// <summary>What <paramref name="line"/> asks for; a mistake is a command too, so this never throws.</summary>
    public static DeckCommand Parse(string line)
    {
        ArgumentNullException.ThrowIfNull(line);
        var text = line.Trim();
        if (text.Length == 0) return new Nothing();

        var (name, rest) = SplitFirstWord(text);
        // '/bin/ls' is a program, not a command.
        if (name[0] != '/' || name.LastIndexOf('/') > 0) return new Run(line);

        if (Find(name) is not { } syntax) return new Mistake(Unknown(name));
        if (syntax.Name == BackgroundName && rest.Length > 0) return new Background(rest);
        if (!TrySplitWords(rest, out var words))
            return new Mistake($"a quote in '{rest}' is not closed; write it like: {syntax.Name} \"my name\"");
        return syntax.Parse(words) ?? new Mistake(
            $"'{text}' does not fit {syntax.Usage}; a name that contains spaces is written in quotes");
    }

    private static CommandSyntax? Find(string name) =>
        CommandSyntax.All.FirstOrDefault(syntax => syntax.Name == (name == "/s" ? "/switch" : name));

    private static string Unknown(string name) => Nearest.Of(name, CommandSyntax.All.Select(syntax => syntax.Name)) is { } nearest
        ? $"unknown command '{name}'; did you mean {nearest}? /help lists the commands"
        : $"unknown command '{name}'; /help lists the commands";

    private static (string Word, string Remainder) SplitFirstWord(string text)
    {
        var end = text.AsSpan().IndexOfAny(' ', '\t');
        return end < 0 ? (text, "") : (text[..end], text[end..].TrimStart());
    }

    /// <summary>Words are separated by blanks; single or double quotes keep blanks together.</summary>
    private static bool TrySplitWords(string text, out string[] words)
    {
        var all = new List<string>();
        StringBuilder? word = null;
        char? quote = null;
        foreach (var c in text)
        {
            if (quote is not null && c == quote) quote = null;
            else if (quote is null && c is '"' or '\'') (quote, word) = (c, word ?? new StringBuilder());
            else if (quote is not null || !char.IsWhiteSpace(c)) (word ??= new StringBuilder()).Append(c);
            else if (word is not null)
            {
                all.Add(word.ToString());
                word = null;
            }
        }

        if (word is not null) all.Add(word.ToString());
        words = [.. all];
        return quote is null;
    }
}

using System.Text.RegularExpressions;

namespace MultiSession.Docs.Tests;

/// <summary>A fenced block of a page.</summary>
/// <param name="Page">The page, relative to the root.</param>
/// <param name="Line">The 1-based line of the block's first line of code.</param>
/// <param name="Words">The words after the opening fence: the language, then marks such as <c>bad</c>.</param>
/// <param name="Heading">The nearest heading above.</param>
/// <param name="Given">What a comment <c>&lt;!-- given: Type name, ... --&gt;</c> just above the block declares.</param>
internal sealed partial record CodeBlock(string Page, int Line, string[] Words, string Heading, string Given, string Code)
{
    public bool IsCSharp => Words is ["csharp", ..];

    /// <summary>Whether the block is marked by <paramref name="word"/>: after its fence, or in the heading above it.</summary>
    public bool Is(string word) =>
        Words.Contains(word) || HeadingWords().Matches(Heading).Any(match => match.Value.Equals(word, StringComparison.OrdinalIgnoreCase));

    public override string ToString() => $"{Page}:{Line}";

    public static IEnumerable<CodeBlock> Read(string page) => Read(page, Repository.ReadLines(page));

    public static IEnumerable<CodeBlock> Read(string page, string[] lines)
    {
        var (heading, given) = ("", "");
        for (var i = 0; i < lines.Length; i++)
        {
            var line = lines[i];
            if (Fence().Match(line) is { Success: true } fence)
            {
                var first = i + 1;
                var (indent, marks) = (fence.Groups["indent"].Length, fence.Groups["marks"].Value);
                while (++i < lines.Length && lines[i].Trim() != marks) { }
                var words = fence.Groups["info"].Value.Split(' ', StringSplitOptions.RemoveEmptyEntries);
                var code = lines[first..Math.Min(i, lines.Length)].Select(text => text.Length >= indent ? text[indent..] : text.TrimStart());
                yield return new CodeBlock(page, first + 1, words, heading, given, string.Join('\n', code));
                given = "";
            }
            else if (line.StartsWith('#'))
                heading = line.TrimStart('#', ' ');
            else if (GivenComment().Match(line) is { Success: true } comment)
                given = comment.Groups["given"].Value;
            else if (line.Trim().Length > 0)
                given = "";
        }
    }

    [GeneratedRegex(@"^(?<indent>\s*)(?<marks>`{3,}|~{3,})(?<info>[^`]*)$")]
    private static partial Regex Fence();

    [GeneratedRegex(@"^\s*<!--\s*given:\s*(?<given>.*?)\s*-->\s*$")]
    private static partial Regex GivenComment();

    [GeneratedRegex(@"\w+")]
    private static partial Regex HeadingWords();
}

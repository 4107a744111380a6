using System.Text.RegularExpressions;

namespace MultiSession.Docs.Tests;

/// <summary>Every relative link leads to a file of this repository, and its anchor to a heading.</summary>
public partial class LinkTests
{
    public static TheoryData<string> Pages() => new(Repository.Pages);

    [Theory]
    [MemberData(nameof(Pages))]
    public void The_links_of_a_page_resolve(string page)
    {
        var broken = Links(Repository.ReadLines(page))
            .Where(link => !Resolves(page, link.Target))
            .Select(link => $"{page}:{link.Line}: {link.Target}")
            .ToList();
        Assert.True(broken.Count == 0, "Broken links:\n" + string.Join("\n", broken));
    }

    [Fact]
    public void A_broken_link_is_seen_and_code_is_not_searched()
    {
        string[] lines = ["[a](docs/none.md) and [b](https://example.org)", "```", "[c](none)", "```", "`[d](none)` ![e](none.png)"];
        Assert.Equal([(1, "docs/none.md"), (5, "none.png")], Links(lines));
        Assert.All(Links(lines), link => Assert.False(Resolves("README.md", link.Target)));
    }

    [Theory]
    [InlineData("What it is", "what-it-is")]
    [InlineData("`MSES0001`: lock-order inversion", "mses0001-lock-order-inversion")]
    public void An_anchor_is_the_heading_in_lower_case_with_dashes(string heading, string anchor) => Assert.Equal(anchor, Anchor(heading));

    private static IEnumerable<(int Line, string Target)> Links(string[] lines)
    {
        var inFence = false;
        for (var i = 0; i < lines.Length; i++)
        {
            if (lines[i].TrimStart().StartsWith("```", StringComparison.Ordinal))
                inFence = !inFence;
            else if (!inFence)
            {
                foreach (Match link in Link().Matches(InlineCode().Replace(lines[i], "")))
                {
                    if (!link.Groups["target"].Value.Contains(':', StringComparison.Ordinal))
                        yield return (i + 1, link.Groups["target"].Value);
                }
            }
        }
    }

    private static bool Resolves(string page, string target)
    {
        var (path, anchor) = target.Split('#', 2) is [var before, var after] ? (before, after) : (target, "");
        var file = path.Length == 0 ? page : Path.Combine(Path.GetDirectoryName(page) ?? "", Uri.UnescapeDataString(path));
        var full = Path.GetFullPath(Path.Combine(Repository.Root, file));
        if (!full.StartsWith(Repository.Root, StringComparison.Ordinal) || !Path.Exists(full))
            return false;
        return anchor.Length == 0 || File.ReadLines(full).Any(line => line.StartsWith('#') && Anchor(line.TrimStart('#', ' ')) == anchor);
    }

    private static string Anchor(string heading) =>
        string.Concat(heading.ToLowerInvariant().Where(c => char.IsLetterOrDigit(c) || c is ' ' or '-' or '_')).Replace(' ', '-');

    [GeneratedRegex(@"\[[^\]]*\]\((?<target>[^)\s]+)[^)]*\)")]
    private static partial Regex Link();

    [GeneratedRegex("`[^`]*`")]
    private static partial Regex InlineCode();
}

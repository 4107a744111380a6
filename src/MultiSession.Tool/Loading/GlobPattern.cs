using System.Text;
using System.Text.RegularExpressions;

namespace MultiSession.Tool.Loading;

/// <summary>
/// A glob over paths relative to the root, with forward slashes: <c>*</c> and <c>?</c> stay inside one segment, <c>**</c>
/// spans segments. A pattern without a slash names a file or folder at any depth; a folder stands for all below it.
/// </summary>
internal sealed class GlobPattern
{
    private readonly string _pattern;
    private readonly Regex _regex;
    private volatile bool _hasMatched;

    public GlobPattern(string pattern)
    {
        _pattern = pattern;
        var text = pattern.Replace('\\', '/').TrimEnd('/');
        if (text.StartsWith("./", StringComparison.Ordinal)) text = text[2..];
        if (text.Length == 0) throw new InputException($"--exclude '{pattern}' is empty; give a glob such as 'tests/**' or '*.Generated.cs'.");
        if (!text.Contains('/')) text = "**/" + text;
        _regex = new Regex(
            $"^{Translate(text.TrimStart('/'))}(?:/.*)?$",
            RegexOptions.CultureInvariant | RegexOptions.IgnoreCase | RegexOptions.NonBacktracking);
    }

    /// <summary>Whether any path matched so far.</summary>
    public bool HasMatched => _hasMatched;

    public override string ToString() => _pattern;

    /// <summary>Whether any of the globs matches; all are asked, so that each knows whether it ever does.</summary>
    public static bool AnyMatches(IReadOnlyList<GlobPattern> globs, string relativePath)
    {
        var any = false;
        foreach (var glob in globs) any |= glob.IsMatch(relativePath);
        return any;
    }

    public bool IsMatch(string relativePath)
    {
        var isMatch = _regex.IsMatch(relativePath);
        _hasMatched |= isMatch;
        return isMatch;
    }

    private static string Translate(string glob)
    {
        var regex = new StringBuilder();
        for (var i = 0; i < glob.Length; i++)
        {
            if (string.CompareOrdinal(glob, i, "**/", 0, 3) == 0) { regex.Append("(?:.*/)?"); i += 2; }
            else if (string.CompareOrdinal(glob, i, "**", 0, 2) == 0) { regex.Append(".*"); i++; }
            else if (glob[i] == '*') regex.Append("[^/]*");
            else if (glob[i] == '?') regex.Append("[^/]");
            else regex.Append(Regex.Escape(glob[i].ToString()));
        }

        return regex.ToString();
    }
}

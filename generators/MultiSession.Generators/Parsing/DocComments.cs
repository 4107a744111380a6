using Microsoft.CodeAnalysis;

namespace MultiSession.Generators.Parsing;

/// <summary>Copies the documentation of a user's member for the generated one.</summary>
internal static class DocComments
{
    /// <summary>The XML inside the member's comment, or <see langword="null"/> if it has none that stands on its own.</summary>
    public static string? Of(ISymbol symbol, CancellationToken cancellationToken)
    {
        var xml = symbol.GetDocumentationCommentXml(expandIncludes: false, cancellationToken: cancellationToken);
        if (string.IsNullOrWhiteSpace(xml)) return null;
        var start = xml!.IndexOf('>') + 1;
        var end = xml.LastIndexOf("</member>", StringComparison.Ordinal);
        if (!xml.StartsWith("<member", StringComparison.Ordinal) || end < start || xml.Contains("<inheritdoc")) return null;
        var lines = xml.Substring(start, end - start).Replace("\r\n", "\n").Split('\n').Select(line => line.Trim()).Where(line => line.Length > 0);
        var text = string.Join("\n", lines);
        return text.Length > 0 ? text : null;
    }
}

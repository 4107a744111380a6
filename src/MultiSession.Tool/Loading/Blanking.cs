using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace MultiSession.Tool.Loading;

/// <summary>Takes parts out of a file such that every other position in it stays what it is on disk.</summary>
internal static class Blanking
{
    public static SyntaxTree Blank(SyntaxTree tree, IReadOnlyCollection<TextSpan> spans, CancellationToken cancellationToken)
    {
        if (spans.Count == 0) return tree;
        var text = tree.GetText(cancellationToken);
        var changes = spans.Select(span => new TextChange(span, Whitespace(text, span)));
        return tree.WithChangedText(SourceText.From(text.WithChanges(changes).ToString(), text.Encoding));
    }

    /// <summary>White space of the same shape; directives stay, because one outside of the span may be their counterpart.</summary>
    private static string Whitespace(SourceText text, TextSpan span) => string.Create(span.Length, (text, span.Start), static (chars, state) =>
    {
        var (blankSoFar, directive) = (false, false);
        for (var i = 0; i < chars.Length; i++)
        {
            var original = state.text[state.Start + i];
            if (original is '\r' or '\n') (blankSoFar, directive) = (true, false);
            else if (original == '#' && blankSoFar) directive = true;
            else if (!char.IsWhiteSpace(original)) blankSoFar = false;
            chars[i] = directive || original is '\r' or '\n' ? original : ' ';
        }
    });
}

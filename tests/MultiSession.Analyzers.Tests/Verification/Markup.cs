using System.Collections.Immutable;
using System.Text;
using Microsoft.CodeAnalysis.Text;

namespace MultiSession.Analyzers.Tests.Verification;

/// <summary>A finding that a source expects: <c>[|code|]</c> for any rule, <c>{|MSES0003:code|}</c> for one rule. Marks may nest.</summary>
internal sealed record Expected(string File, TextSpan Span, string? Id);

/// <summary>Takes the marks out of a source.</summary>
internal static class Markup
{
    public static (string Text, ImmutableArray<Expected> Expected) Parse(string source, string file)
    {
        var text = new StringBuilder(source.Length);
        var open = new Stack<(int Start, string? Id, char Closing)>();
        var expected = ImmutableArray.CreateBuilder<Expected>();
        for (var i = 0; i < source.Length; i++)
        {
            var next = i + 1 < source.Length ? source[i + 1] : '\0';
            if (source[i] == '[' && next == '|')
            {
                open.Push((text.Length, null, ']'));
                i++;
            }
            else if (source[i] == '{' && next == '|' && source.IndexOf(':', i) is var colon and > 0)
            {
                open.Push((text.Length, source[(i + 2)..colon], '}'));
                i = colon;
            }
            else if (source[i] == '|' && open.TryPeek(out var top) && next == top.Closing)
            {
                expected.Add(new Expected(file, TextSpan.FromBounds(top.Start, text.Length), top.Id));
                open.Pop();
                i++;
            }
            else text.Append(source[i]);
        }

        Assert.True(open.Count == 0, $"{file}: {open.Count} mark(s) are not closed.");
        return (text.ToString(), expected.ToImmutable());
    }
}

namespace MultiSession.Tool.Graphs;

/// <summary>Splits a lock's full name into what stands in a box: <c>Type.member</c>, and the namespace below it.</summary>
internal static class LockName
{
    private const int MaxLength = 44;
    private const char Ellipsis = '…';

    public static (string Short, string Namespace) Split(string name)
    {
        var cut = NthDotFromEnd(name, 2);
        return cut < 0 ? (Shorten(name), "") : (Shorten(name[(cut + 1)..]), Shorten(name[..cut]));
    }

    /// <summary>Dots inside type arguments or parameter lists do not separate.</summary>
    private static int NthDotFromEnd(string name, int n)
    {
        var depth = 0;
        for (var i = name.Length - 1; i >= 0; i--)
        {
            if (name[i] is '>' or ')' or ']') depth++;
            else if (name[i] is '<' or '(' or '[') depth--;
            else if (name[i] == '.' && depth == 0 && --n == 0) return i;
        }

        return -1;
    }

    private static string Shorten(string text) =>
        text.Length <= MaxLength ? text : string.Concat(text.AsSpan(0, MaxLength / 2), [Ellipsis], text.AsSpan(text.Length - MaxLength / 2));
}

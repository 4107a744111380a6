namespace MultiSession.Tool.Graphs;

/// <summary>What of a lock's name stands in a box: <c>Type.member</c>, or <c>Type</c> of an object that is its own lock, and the namespace below it.</summary>
internal static class LockName
{
    private const int MaxLength = 44;
    private const char Ellipsis = '…';

    public static (string Short, string Namespace) Split(string name, string shortName) =>
        (Shorten(shortName), name.EndsWith($".{shortName}", StringComparison.Ordinal) ? Shorten(name[..^(shortName.Length + 1)]) : "");

    private static string Shorten(string text) =>
        text.Length <= MaxLength ? text : string.Concat(text.AsSpan(0, MaxLength / 2), [Ellipsis], text.AsSpan(text.Length - MaxLength / 2));
}

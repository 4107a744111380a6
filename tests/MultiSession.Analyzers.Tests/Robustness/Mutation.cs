namespace MultiSession.Analyzers.Tests.Robustness;

/// <summary>Breaks a source at random places: deletes, doubles, swaps and inserts. The same seed breaks it the same way.</summary>
internal static class Mutation
{
    private const int MaxSpan = 40;

    private static readonly string[] Fragments =
        ["{", "}", "(", ")", ";", "lock (", "await ", "=>", "static ", "Monitor.Enter(", "new()", ".Writer", "?", "\"", "base", "this", "where T : ", "#if X\n", "/*", "yield return ", "partial "];

    public static string Apply(string source, Random random, int count)
    {
        for (var i = 0; i < count && source.Length > 2; i++) source = Once(source, random);
        return source;
    }

    private static string Once(string source, Random random)
    {
        var (start, length) = Span(source, random);
        var piece = source.Substring(start, length);
        switch (random.Next(4))
        {
            case 0:
                return source.Remove(start, length);
            case 1:
                return source.Insert(start, piece);
            case 2:
                var without = source.Remove(start, length);
                return without.Insert(random.Next(without.Length + 1), piece);
            default:
                return source.Insert(start, Fragments[random.Next(Fragments.Length)]);
        }
    }

    private static (int Start, int Length) Span(string source, Random random)
    {
        var start = random.Next(source.Length);
        return (start, 1 + random.Next(Math.Min(MaxSpan, source.Length - start)));
    }
}

namespace SessionDeck.Commands;

/// <summary>Suggests what a mistyped word may have meant.</summary>
internal static class Nearest
{
    private const int LettersPerMistake = 3;

    /// <summary>The candidate with the fewest edits away, if they are few for a word of this length.</summary>
    public static string? Of(string word, IEnumerable<string> candidates) => candidates
        .Select(candidate => (Candidate: candidate, Edits: Edits(word, candidate)))
        .Where(pair => pair.Edits <= Math.Max(1, word.Length / LettersPerMistake))
        .OrderBy(pair => pair.Edits)
        .Select(pair => pair.Candidate)
        .FirstOrDefault();

    /// <summary>Levenshtein distance, one row at a time.</summary>
    private static int Edits(string from, string to)
    {
        var row = Enumerable.Range(0, to.Length + 1).ToArray();
        for (var i = 1; i <= from.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= to.Length; j++)
            {
                var replaced = diagonal + (from[i - 1] == to[j - 1] ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(replaced, Math.Min(row[j], row[j - 1]) + 1);
            }
        }

        return row[^1];
    }
}

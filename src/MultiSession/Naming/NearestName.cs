namespace MultiSession;

/// <summary>Finds what somebody who mistyped probably meant.</summary>
public static class NearestName
{
    private const int MaxComparedLength = 64;

    /// <summary>The candidate with the fewest edits to <paramref name="wanted"/>, if about a third of its letters or fewer differ; the first of equals.</summary>
    public static string? Find(string wanted, IEnumerable<string> candidates)
    {
        ArgumentNullException.ThrowIfNull(wanted);
        ArgumentNullException.ThrowIfNull(candidates);
        if (wanted.Length > MaxComparedLength) return null;
        var (best, bestDistance) = ((string?)null, (wanted.Length + 2) / 3 + 1);
        foreach (var candidate in candidates)
        {
            if (Math.Abs(candidate.Length - wanted.Length) >= bestDistance) continue;
            var distance = EditDistance(wanted, candidate);
            if (distance < bestDistance) (best, bestDistance) = (candidate, distance);
        }

        return best;
    }

    private static int EditDistance(string left, string right)
    {
        var row = Enumerable.Range(0, right.Length + 1).ToArray();
        for (var i = 1; i <= left.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= right.Length; j++)
            {
                var same = char.ToUpperInvariant(left[i - 1]) == char.ToUpperInvariant(right[j - 1]);
                (diagonal, row[j]) = (row[j], Math.Min(diagonal + (same ? 0 : 1), Math.Min(row[j], row[j - 1]) + 1));
            }
        }

        return row[^1];
    }
}

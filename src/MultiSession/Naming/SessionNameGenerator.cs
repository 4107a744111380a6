namespace MultiSession;

/// <summary>Makes names of the form <c>adjective-noun</c> that are free. Thread-safe.</summary>
public static class SessionNameGenerator
{
    private const int RandomTries = 8;

    private static readonly string[] Adjectives =
    [
        "agile", "amber", "ancient", "bold", "brave", "bright", "brisk", "calm", "clear", "clever", "copper", "cosmic", "crisp", "curious",
        "daring", "deep", "eager", "early", "fair", "fleet", "gentle", "glad", "golden", "grand", "happy", "hidden", "honest", "humble",
        "keen", "kind", "lively", "loyal", "lucky", "lunar", "mellow", "merry", "mighty", "misty", "modest", "noble", "patient", "placid",
        "polar", "proud", "quick", "quiet", "rapid", "rustic", "serene", "sharp", "silent", "silver", "smooth", "solar", "spry", "steady",
        "sturdy", "sunny", "swift", "tidy", "vivid", "warm", "wise", "witty",
    ];

    private static readonly string[] Nouns =
    [
        "acorn", "badger", "beacon", "birch", "brook", "canyon", "cedar", "cliff", "comet", "coral", "crane", "creek", "delta", "dove",
        "dune", "eagle", "ember", "falcon", "fern", "finch", "fjord", "forest", "fox", "glade", "grove", "harbor", "hawk", "heron",
        "hill", "island", "juniper", "lagoon", "lake", "lark", "lynx", "maple", "meadow", "meteor", "moon", "moss", "oak", "ocean",
        "orchid", "otter", "owl", "pebble", "pine", "planet", "pond", "prairie", "raven", "reef", "ridge", "river", "robin", "sparrow",
        "spruce", "star", "stone", "stream", "summit", "thistle", "valley", "willow",
    ];

    /// <summary>Number of different pairs.</summary>
    public static int PairCount => Adjectives.Length * Nouns.Length;

    /// <summary>Takes a free name: a few random pairs, then every pair in turn, then pairs with a number, so it ends however many are taken.</summary>
    /// <param name="tryTake">Takes the name if it is free.</param>
    /// <param name="random">Source of chance. Default: <see cref="Random.Shared"/>.</param>
    public static string Generate(Func<string, bool> tryTake, Random? random = null)
    {
        ArgumentNullException.ThrowIfNull(tryTake);
        random ??= Random.Shared;
        for (var attempt = 0; attempt < RandomTries; attempt++)
        {
            var name = Pair(random.Next(PairCount));
            if (tryTake(name)) return name;
        }

        var start = random.Next(PairCount);
        for (var step = 0; ; step++)
        {
            var (round, offset) = Math.DivRem(step, PairCount);
            var pair = Pair((start + offset) % PairCount);
            var name = round == 0 ? pair : $"{pair}-{round + 1}";
            if (tryTake(name)) return name;
        }
    }

    private static string Pair(int index) => $"{Adjectives[index / Nouns.Length]}-{Nouns[index % Nouns.Length]}";
}

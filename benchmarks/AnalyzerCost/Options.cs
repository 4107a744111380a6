using System.Globalization;

namespace AnalyzerCost;

/// <summary>What the command line asks for.</summary>
/// <param name="WarmUp">Rounds that are not counted: a compile server has run the same code many times, so its machine code is optimised.</param>
/// <param name="Rounds">Rounds of which the medians are printed.</param>
/// <param name="Paths">Projects, or folders of C# files.</param>
internal sealed record Options(int WarmUp, int Rounds, IReadOnlyList<string> Paths)
{
    private const int DefaultRounds = 3;

    // Machine code is optimised by what the first runs do, and in the background: three rounds are not enough for it to settle.
    private const int DefaultWarmUp = 8;

    /// <summary>The options, or nothing when the arguments are not understood.</summary>
    public static Options? Parse(ReadOnlySpan<string> args)
    {
        var options = new Options(DefaultWarmUp, DefaultRounds, []);
        while (args is [var name, var value, ..] && name.StartsWith("--", StringComparison.Ordinal))
        {
            if (!int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var count)) return null;
            switch (name)
            {
                case "--warm-up": options = options with { WarmUp = count }; break;
                case "--rounds" when count > 0: options = options with { Rounds = count }; break;
                default: return null;
            }

            args = args[2..];
        }

        return args.IsEmpty || !args.ToArray().All(IsReadable) ? null : options with { Paths = args.ToArray() };
    }

    private static bool IsReadable(string path) => Directory.Exists(path) || File.Exists(path) && path.EndsWith(".csproj", StringComparison.OrdinalIgnoreCase);
}

namespace MultiSession.Tool.Loading;

/// <summary>How sources are read.</summary>
/// <param name="Symbols">Further preprocessor symbols.</param>
/// <param name="Excludes">Files to leave out, relative to the root.</param>
internal sealed record LoadOptions(IReadOnlyList<string> Symbols, IReadOnlyList<GlobPattern> Excludes)
{
    public static LoadOptions Default { get; } = new([], []);
}

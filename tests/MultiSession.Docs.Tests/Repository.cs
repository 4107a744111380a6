using System.Runtime.CompilerServices;

namespace MultiSession.Docs.Tests;

/// <summary>The pages of this repository.</summary>
internal static class Repository
{
    public static string Root { get; } = FindRoot();

    /// <summary>README.md, CHANGELOG.md, everything in docs/, and the READMEs of the folders; relative to the root, with slashes.</summary>
    public static IReadOnlyList<string> Pages { get; } =
    [
        .. Directory.EnumerateFiles(Root, "*.md")
            .Concat(Directory.EnumerateFiles(Path.Combine(Root, "docs"), "*.md", SearchOption.AllDirectories))
            .Concat(new[] { "benchmarks", "samples/SessionDeck" }.Select(folder => Path.Combine(Root, folder, "README.md")))
            .Where(File.Exists)
            .Select(file => Path.GetRelativePath(Root, file).Replace('\\', '/'))
            .Order(StringComparer.Ordinal)
    ];

    public static string[] ReadLines(string page) => File.ReadAllLines(Path.Combine(Root, page));

    private static string FindRoot([CallerFilePath] string thisFile = "")
    {
        var folder = Path.GetDirectoryName(thisFile);
        while (folder is not null && !File.Exists(Path.Combine(folder, "MultiSession.sln")))
            folder = Path.GetDirectoryName(folder);
        return folder ?? throw new DirectoryNotFoundException($"No folder above {thisFile} holds MultiSession.sln.");
    }
}

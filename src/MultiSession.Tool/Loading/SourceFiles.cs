using System.Text.RegularExpressions;

namespace MultiSession.Tool.Loading;

/// <summary>Finds the C# files of a folder that a person wrote.</summary>
internal static partial class SourceFiles
{
    private static readonly HashSet<string> OutputFolders = new(StringComparer.OrdinalIgnoreCase) { "bin", "obj", "node_modules", "packages" };

    private static readonly string[] GeneratedSuffixes =
        [".g.cs", ".g.i.cs", ".designer.cs", ".generated.cs", "assemblyinfo.cs", "assemblyattributes.cs"];

    // Where a type is declared twice, the product's own declaration wins over one in a test, sample or benchmark.
    [GeneratedRegex("(?:(?<![A-Za-z])(?:test|sample|example|benchmark|demo|mock)|Test|Sample|Example|Benchmark|Demo|Mock)(?:s|ing)?(?![a-z])")]
    private static partial Regex SecondaryFolder { get; }

    /// <summary>Relative paths with forward slashes: product code first, each part in ordinal order.</summary>
    public static string[] Find(string root, IReadOnlyList<GlobPattern> excludes)
    {
        var found = new List<string>();
        EnsureReadable(root);
        Collect(root, "", excludes, found);
        found.Sort(static (left, right) => IsSecondary(left) == IsSecondary(right)
            ? string.CompareOrdinal(left, right)
            : IsSecondary(left).CompareTo(IsSecondary(right)));
        return [.. found];
    }

    private static void EnsureReadable(string folder)
    {
        try
        {
            _ = Directory.EnumerateFileSystemEntries(folder).Any();
        }
        catch (UnauthorizedAccessException failure)
        {
            throw new InputException($"'{folder}' cannot be read: {failure.Message}", failure);
        }
    }

    private static void Collect(string folder, string relative, IReadOnlyList<GlobPattern> excludes, List<string> found)
    {
        var options = new EnumerationOptions { AttributesToSkip = FileAttributes.ReparsePoint, IgnoreInaccessible = true };
        foreach (var entry in new DirectoryInfo(folder).EnumerateFileSystemInfos("*", options))
        {
            var path = relative + entry.Name;
            if (entry is DirectoryInfo)
            {
                if (OutputFolders.Contains(entry.Name) || entry.Name.StartsWith('.') || GlobPattern.AnyMatches(excludes, path)) continue;
                Collect(entry.FullName, path + "/", excludes, found);
            }
            else if (IsWritten(entry.Name) && !GlobPattern.AnyMatches(excludes, path))
            {
                found.Add(path);
            }
        }
    }

    /// <summary>Whether a person wrote the C# file of this name, going by the conventions for generated ones.</summary>
    public static bool IsWritten(string name) =>
        name.EndsWith(".cs", StringComparison.OrdinalIgnoreCase)
        && !name.StartsWith("TemporaryGeneratedFile_", StringComparison.OrdinalIgnoreCase)
        && !GeneratedSuffixes.Any(suffix => name.EndsWith(suffix, StringComparison.OrdinalIgnoreCase));

    private static bool IsSecondary(string path)
    {
        var slash = path.LastIndexOf('/');
        return slash > 0 && SecondaryFolder.IsMatch(path.AsSpan(0, slash));
    }
}

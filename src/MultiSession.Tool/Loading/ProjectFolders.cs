namespace MultiSession.Tool.Loading;

/// <summary>Which folder's project a file belongs to: the nearest one above it.</summary>
internal sealed class ProjectFolders
{
    private readonly Dictionary<string, string?> _known = new(StringComparer.Ordinal);

    /// <summary>The folder of the nearest project at or above a folder; null when there is none.</summary>
    public string? Above(string? folder)
    {
        if (folder is null) return null;
        if (!_known.TryGetValue(folder, out var project))
            _known.Add(folder, project = ProjectsOf(folder).Any() ? folder : Above(Path.GetDirectoryName(folder)));
        return project;
    }

    public static IEnumerable<string> ProjectsOf(string folder) =>
        Directory.EnumerateFiles(folder, "*.csproj", new EnumerationOptions { IgnoreInaccessible = true }).Order(StringComparer.Ordinal);
}

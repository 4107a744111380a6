namespace MultiSession.Tool.Loading;

internal static class Folders
{
    /// <summary>Whether a file or folder lies somewhere in a folder; nothing lies in none.</summary>
    public static bool IsBelow(string? folder, string path) =>
        folder is not null && path.StartsWith(folder.TrimEnd(Path.DirectorySeparatorChar) + Path.DirectorySeparatorChar, StringComparison.Ordinal);
}

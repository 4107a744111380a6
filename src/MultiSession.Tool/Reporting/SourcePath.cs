namespace MultiSession.Tool.Reporting;

/// <summary>How a file is named in reports: relative to the root with forward slashes, or absolute when it lies outside.</summary>
internal static class SourcePath
{
    public static string Display(string root, string path)
    {
        if (!Path.IsPathFullyQualified(path)) return path.Replace('\\', '/'); // generated: no file
        var relative = Path.GetRelativePath(root, path).Replace('\\', '/');
        return relative.StartsWith("../", StringComparison.Ordinal) ? path : relative;
    }

    /// <summary>The path as a URI reference; relative ones stand under <c>%SRCROOT%</c>.</summary>
    public static (string Uri, bool IsRelative) ToUri(string root, string path)
    {
        var display = Display(root, path);
        return Path.IsPathRooted(display)
            ? (new Uri(display).AbsoluteUri, false)
            : (string.Join('/', display.Split('/').Select(Uri.EscapeDataString)), true);
    }
}

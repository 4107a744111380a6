using System.Text.Json;
using System.Text.RegularExpressions;

namespace MultiSession.Tool.Loading;

/// <summary>What MSBuild says of a project before it is compiled.</summary>
/// <param name="Path">The absolute path of the project.</param>
/// <param name="Framework">The newest target framework; null for projects that know none.</param>
/// <param name="References">The absolute paths of the C# projects whose assemblies it refers to.</param>
/// <param name="Restored">When its packages were restored; null when they were not.</param>
/// <param name="NeedsWindows">Whether it targets Windows, among others.</param>
internal sealed partial record ProjectFile(string Path, string? Framework, string[] References, DateTime? Restored, bool NeedsWindows)
{
    public DateTime Written { get; } = File.GetLastWriteTimeUtc(Path);

    [GeneratedRegex(@"^(?<family>net|netcoreapp|netstandard)(?<version>\d+(?:\.\d+)*)(?<platform>-.*)?$", RegexOptions.IgnoreCase)]
    private static partial Regex Moniker { get; }

    public static async Task<ProjectFile> EvaluateAsync(string path, CancellationToken cancellationToken)
    {
        var answer = await MSBuild.RunAsync(
            path, ["-getProperty:TargetFramework,TargetFrameworks,ProjectAssetsFile,MSBuildProjectExtensionsPath", "-getItem:ProjectReference"], cancellationToken).ConfigureAwait(false)
            ?? throw new InputException($"MSBuild said nothing about '{path}'.");
        var properties = answer.GetProperty("Properties");
        var frameworks = Property("TargetFramework") is { Length: > 0 } single
            ? [single]
            : Property("TargetFrameworks").Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        var references = answer.GetProperty("Items").GetProperty("ProjectReference").EnumerateArray()
            .Where(item => !(item.TryGetProperty("ReferenceOutputAssembly", out var output) && string.Equals(output.GetString(), "false", StringComparison.OrdinalIgnoreCase)))
            .Select(item => item.GetProperty("FullPath").GetString() ?? "")
            .Where(reference => reference.EndsWith(".csproj", StringComparison.OrdinalIgnoreCase) && File.Exists(reference))
            .ToArray();
        var assets = Property("ProjectAssetsFile");
        // Of several target frameworks none is chosen yet, and with it what is restored.
        if (assets.Length == 0 && frameworks.Length > 0) assets = System.IO.Path.Combine(Property("MSBuildProjectExtensionsPath"), "project.assets.json");
        return new ProjectFile(path, frameworks.MaxBy(Rank), references, assets.Length == 0 ? DateTime.MaxValue : RestoredAt(assets), frameworks.Any(IsForWindows));

        string Property(string name) => properties.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() ?? "" : "";
    }

    /// <summary>A restore that failed leaves its assets as well; the file beside them says so.</summary>
    private static DateTime? RestoredAt(string assets)
    {
        var cache = System.IO.Path.Combine(System.IO.Path.GetDirectoryName(assets) ?? "", "project.nuget.cache");
        var hasSucceeded = File.Exists(assets) && File.Exists(cache) && File.ReadAllText(cache).Contains("\"success\": true", StringComparison.Ordinal);
        return hasSucceeded ? File.GetLastWriteTimeUtc(cache) : null;
    }

    private static bool IsForWindows(string moniker) => moniker.Contains("-windows", StringComparison.OrdinalIgnoreCase);

    /// <summary>Modern .NET before .NET Core, .NET Standard and .NET Framework; then by version; without a platform first.</summary>
    private static (int Family, Version Version, bool AnyPlatform) Rank(string moniker)
    {
        if (Moniker.Match(moniker) is not { Success: true } match) return (0, new Version(0, 0), false);
        var digits = match.Groups["version"].Value;
        var isDotted = digits.Contains('.', StringComparison.Ordinal);
        var family = match.Groups["family"].Value.ToLowerInvariant() switch { "netcoreapp" => 3, "netstandard" => 2, _ => isDotted ? 4 : 1 };
        return (family, Version.Parse(isDotted ? digits : string.Join('.', digits.Append('0'))), !match.Groups["platform"].Success);
    }
}

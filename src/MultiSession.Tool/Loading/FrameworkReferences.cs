using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace MultiSession.Tool.Loading;

/// <summary>The framework's reference assemblies: the newest targeting packs of the installed SDK, or else the running framework.</summary>
internal static class FrameworkReferences
{
    private static readonly string[] Packs = ["Microsoft.NETCore.App.Ref", "Microsoft.AspNetCore.App.Ref", "Microsoft.WindowsDesktop.App.Ref"];

    public static ImmutableArray<MetadataReference> Load()
    {
        var runtime = Path.GetDirectoryName(typeof(object).Assembly.Location) ?? AppContext.BaseDirectory;
        var packs = Path.GetFullPath(Path.Combine(runtime, "..", "..", "..", "packs"));
        var files = Packs.SelectMany(pack => NewestPack(Path.Combine(packs, pack))).ToArray();
        if (files.Length == 0) files = Directory.GetFiles(runtime, "*.dll").Where(IsManaged).ToArray();
        return [.. files.DistinctBy(Path.GetFileName).Select(file => MetadataReference.CreateFromFile(file))];
    }

    private static string[] NewestPack(string pack)
    {
        if (!Directory.Exists(pack)) return [];
        var newest = Directory.GetDirectories(pack)
            .Select(folder => (folder, version: ParseVersion(Path.GetFileName(folder))))
            .OrderByDescending(candidate => candidate.version)
            .Select(candidate => Path.Combine(candidate.folder, "ref"))
            .FirstOrDefault(Directory.Exists);
        return newest is null ? [] : Directory.GetDirectories(newest).SelectMany(folder => Directory.GetFiles(folder, "*.dll")).ToArray();
    }

    private static Version ParseVersion(string text) => Version.TryParse(text.Split('-')[0], out var version) ? version : new Version();

    private static bool IsManaged(string file)
    {
        var name = Path.GetFileName(file);
        return name.StartsWith("System.", StringComparison.Ordinal)
            || name.StartsWith("Microsoft.", StringComparison.Ordinal)
            || name is "mscorlib.dll" or "netstandard.dll";
    }
}

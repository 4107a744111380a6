using System.Collections.Immutable;
using System.Reflection;
using System.Runtime.Loader;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using MultiSession.Analyzers.Locks;

namespace AnalyzerCost;

/// <summary>The analyzers of one package, loaded beside the others and sharing the compiler of this process.</summary>
internal sealed record AnalyzerPackage(string Name, ImmutableArray<DiagnosticAnalyzer> Analyzers)
{
    private const string PeerPrefix = "peer:";
    private const string RoslynFolderPrefix = "roslyn";

    public static AnalyzerPackage Ours() => new("MultiSession.Analyzers", Create(typeof(LockAnalysis).Assembly));

    public static IEnumerable<AnalyzerPackage> Peers() =>
        typeof(AnalyzerPackage).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
            .Where(metadata => metadata.Key.StartsWith(PeerPrefix, StringComparison.Ordinal))
            .Select(metadata => Load(metadata.Key[PeerPrefix.Length..], metadata.Value ?? ""));

    private static AnalyzerPackage Load(string name, string folder)
    {
        var files = AnalyzerFiles(Path.Combine(folder, "analyzers"));
        var context = new PackageLoadContext(name, files);
        return new AnalyzerPackage(name, [.. files.SelectMany(file => Create(context.LoadFromAssemblyPath(file)))]);
    }

    /// <summary>As the SDK chooses: the folder for the newest compiler that is not newer than this one, C# over neutral.</summary>
    private static string[] AnalyzerFiles(string folder)
    {
        var compiler = typeof(Compilation).Assembly.GetName().Version ?? new Version();
        var candidates = Directory.GetFiles(folder, "*.dll", SearchOption.AllDirectories)
            .Where(file => !file.EndsWith(".resources.dll", StringComparison.OrdinalIgnoreCase))
            .Select(file => (File: file, Segments: Path.GetRelativePath(folder, file).Split(Path.DirectorySeparatorChar)))
            .Where(candidate => !candidate.Segments.Contains("vb"))
            .Select(candidate => (candidate.File, Roslyn: RoslynVersion(candidate.Segments)))
            .Where(candidate => candidate.Roslyn <= compiler)
            .ToArray();
        var newest = candidates.Max(candidate => candidate.Roslyn);
        return [.. candidates.Where(candidate => candidate.Roslyn == newest).Select(candidate => candidate.File)];
    }

    private static Version RoslynVersion(string[] segments) =>
        segments.FirstOrDefault(segment => segment.StartsWith(RoslynFolderPrefix, StringComparison.OrdinalIgnoreCase)) is { } segment
            && Version.TryParse(segment[RoslynFolderPrefix.Length..], out var version) ? version : new Version(0, 0);

    private static ImmutableArray<DiagnosticAnalyzer> Create(Assembly assembly)
    {
        Type?[] types;
        try
        {
            types = assembly.GetTypes();
        }
        catch (ReflectionTypeLoadException failure)
        {
            types = failure.Types; // code fixes, whose workspace libraries are not here
        }

        return
        [
            .. types.OfType<Type>()
                .Where(type => !type.IsAbstract && type.GetCustomAttribute<DiagnosticAnalyzerAttribute>()?.Languages.Contains(LanguageNames.CSharp) == true)
                .OrderBy(type => type.FullName, StringComparer.Ordinal)
                .Select(type => Activator.CreateInstance(type)).OfType<DiagnosticAnalyzer>(),
        ];
    }

    private sealed class PackageLoadContext(string name, string[] files) : AssemblyLoadContext(name)
    {
        protected override Assembly? Load(AssemblyName assemblyName)
        {
            var shared = Default.Assemblies.FirstOrDefault(loaded => loaded.GetName().Name == assemblyName.Name);
            if (shared is not null) return shared;
            var own = files.FirstOrDefault(file => Path.GetFileNameWithoutExtension(file) == assemblyName.Name);
            return own is null ? null : LoadFromAssemblyPath(own);
        }
    }
}

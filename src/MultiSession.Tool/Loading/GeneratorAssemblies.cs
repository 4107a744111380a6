using System.Collections.Concurrent;
using System.Reflection;
using System.Runtime.Loader;
using Microsoft.CodeAnalysis;

namespace MultiSession.Tool.Loading;

/// <summary>Loads generators as the compiler does: what they need from their own folder, the compiler itself from this process.</summary>
internal sealed class GeneratorAssemblies : IAnalyzerAssemblyLoader
{
    private readonly ConcurrentDictionary<string, FolderContext> _contexts = new(StringComparer.Ordinal);

    public void AddDependencyLocation(string fullPath) { } // dependencies are looked for beside the generator

    public Assembly LoadFromPath(string fullPath) =>
        _contexts.GetOrAdd(Path.GetDirectoryName(fullPath) ?? "", static folder => new FolderContext(folder)).LoadFromAssemblyPath(fullPath);

    private sealed class FolderContext(string folder) : AssemblyLoadContext
    {
        protected override Assembly? Load(AssemblyName assemblyName)
        {
            if (assemblyName.Name is not { } name || name.StartsWith("Microsoft.CodeAnalysis", StringComparison.Ordinal)) return null;
            var path = Path.Combine(folder, $"{name}.dll");
            return File.Exists(path) && !IsShared(assemblyName) ? LoadFromAssemblyPath(path) : null;
        }

        /// <summary>The compiler hands its collections to generators, so these have to be the process's own.</summary>
        private static bool IsShared(AssemblyName name) =>
            Default.Assemblies.Any(loaded => string.Equals(loaded.GetName().Name, name.Name, StringComparison.OrdinalIgnoreCase) && loaded.GetName().Version >= name.Version);
    }
}

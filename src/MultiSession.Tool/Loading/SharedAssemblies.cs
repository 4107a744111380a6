using System.Collections.Immutable;

namespace MultiSession.Tool.Loading;

/// <summary>
/// One version of each library for all projects of a program, and one framework, the newest of theirs. Where two projects see
/// different versions, the compiler gives the one a copy of the other's symbols, and no lock would be the same in both.
/// </summary>
internal sealed class SharedAssemblies
{
    private readonly Dictionary<string, AssemblyFile> _chosen = new(StringComparer.OrdinalIgnoreCase);

    public SharedAssemblies(IEnumerable<string> paths)
    {
        var all = paths.Select(AssemblyFile.Read).OfType<AssemblyFile>().ToImmutableArray();
        var framework = all.Where(file => file.DefinesObject).MaxBy(file => (file.Name == AssemblyFile.ModernCore, file.Version, file.Path));
        var folder = framework is null ? null : Path.GetDirectoryName(framework.Path);
        foreach (var versions in all.GroupBy(file => file.Name, StringComparer.OrdinalIgnoreCase))
            _chosen[versions.Key] = versions.MaxBy(file => (Folders.IsBelow(folder, file.Path), file.Version, file.CoreVersion, file.Path))!;
        // A library that brings newer types to an older framework brings them a second time here.
        var known = _chosen.Values.Where(file => Folders.IsBelow(folder, file.Path)).SelectMany(file => file.PublicTypes).ToHashSet(StringComparer.Ordinal);
        foreach (var library in _chosen.Values.Where(file => !Folders.IsBelow(folder, file.Path)).ToArray())
            if (!library.PublicTypes.IsEmpty && library.PublicTypes.All(known.Contains)) _chosen.Remove(library.Name);
    }

    /// <summary>What a project sees that refers to some assemblies: the chosen version of each, and of all that these refer to.</summary>
    public IReadOnlyCollection<string> SeenFrom(IEnumerable<string> paths)
    {
        var seen = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        var open = new Queue<string>(paths.Select(AssemblyFile.NameOf));
        while (open.TryDequeue(out var name))
        {
            if (!_chosen.TryGetValue(name, out var file) || !seen.TryAdd(name, file.Path)) continue;
            foreach (var reference in file.References) open.Enqueue(reference);
        }

        return seen.Values;
    }
}

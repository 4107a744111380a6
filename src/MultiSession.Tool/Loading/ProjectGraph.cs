using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace MultiSession.Tool.Loading;

/// <summary>Which of some projects refer to which, and to which libraries, as their compiler arguments say.</summary>
internal sealed class ProjectGraph
{
    private readonly Dictionary<CSharpCommandLineArguments, ImmutableArray<CSharpCommandLineArguments>> _projects = [];
    private readonly Dictionary<CSharpCommandLineArguments, ImmutableArray<string>> _libraries = [];

    public ProjectGraph(ImmutableArray<CSharpCommandLineArguments> projects, string root)
    {
        var byName = projects.ToLookup(NameOf, StringComparer.OrdinalIgnoreCase);
        foreach (var project in projects)
        {
            var references = project.MetadataReferences.Select(reference => (reference.Reference, Project: Find(reference.Reference))).ToArray();
            _projects[project] = [.. references.Select(reference => reference.Project).OfType<CSharpCommandLineArguments>().Where(other => other != project).Distinct()];
            _libraries[project] =
            [
                .. references.Where(reference => reference.Project is null)
                    .Select(reference => Path.GetFullPath(Path.Combine(project.BaseDirectory ?? root, reference.Reference)))
                    .Where(File.Exists),
            ];
        }

        // Several projects may make assemblies of one name, or of names that differ in case only.
        CSharpCommandLineArguments? Find(string assembly)
        {
            var name = AssemblyFile.NameOf(assembly);
            return byName[name].MaxBy(project => (Folders.IsBelow(project.BaseDirectory, assembly), NameOf(project) == name));
        }
    }

    public static string NameOf(CSharpCommandLineArguments project) =>
        project.CompilationName ?? Path.GetFileNameWithoutExtension(project.OutputFileName) ?? "program";

    /// <summary>The projects that a project refers to, those that these refer to, and so on; nearest first.</summary>
    public IReadOnlyList<CSharpCommandLineArguments> ProjectsBelow(CSharpCommandLineArguments project)
    {
        var below = new List<CSharpCommandLineArguments>();
        var seen = new HashSet<CSharpCommandLineArguments> { project };
        var open = new Queue<CSharpCommandLineArguments>([project]);
        while (open.TryDequeue(out var current))
        {
            foreach (var other in _projects[current].Where(seen.Add))
            {
                below.Add(other);
                open.Enqueue(other);
            }
        }

        return below;
    }

    /// <summary>The libraries that a project itself refers to, by absolute path.</summary>
    public ImmutableArray<string> LibrariesOf(CSharpCommandLineArguments project) => _libraries[project];

    /// <summary>How a project refers to an assembly of some name, as with an alias.</summary>
    public static MetadataReferenceProperties PropertiesOf(string assembly, CSharpCommandLineArguments project) =>
        project.MetadataReferences.Where(reference => string.Equals(AssemblyFile.NameOf(reference.Reference), assembly, StringComparison.OrdinalIgnoreCase))
            .Select(static reference => reference.Properties).FirstOrDefault(MetadataReferenceProperties.Assembly);
}

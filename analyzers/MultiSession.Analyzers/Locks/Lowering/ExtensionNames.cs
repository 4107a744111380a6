using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;

namespace MultiSession.Analyzers.Locks.Lowering;

/// <summary>The names of the extension methods that each compilation and the projects that it refers to declare.</summary>
internal sealed class ExtensionNames
{
    private readonly ConcurrentDictionary<Compilation, HashSet<string>> _names = new();

    public bool Contains(Compilation compilation, string name) => _names.GetOrAdd(compilation, Of).Contains(name);

    private static HashSet<string> Of(Compilation compilation)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        Add(compilation.Assembly.GlobalNamespace, names);
        foreach (var project in compilation.References.OfType<CompilationReference>()) Add(project.Compilation.Assembly.GlobalNamespace, names);
        return names;
    }

    private static void Add(INamespaceSymbol space, HashSet<string> names)
    {
        foreach (var inner in space.GetNamespaceMembers()) Add(inner, names);
        foreach (var type in space.GetTypeMembers())
        {
            if (!type.MightContainExtensionMethods) continue;
            foreach (var member in type.GetMembers())
            {
                if (member is IMethodSymbol { IsExtensionMethod: true }) names.Add(member.Name);
            }
        }
    }
}

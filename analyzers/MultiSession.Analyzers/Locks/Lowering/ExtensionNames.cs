using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;

namespace MultiSession.Analyzers.Locks.Lowering;

/// <summary>The names of the extension methods that a compilation and the projects that it refers to declare.</summary>
internal sealed class ExtensionNames
{
    private readonly HashSet<string> _names = new(StringComparer.Ordinal);

    public ExtensionNames(Compilation compilation)
    {
        Add(compilation.Assembly.GlobalNamespace);
        foreach (var project in compilation.References.OfType<CompilationReference>()) Add(project.Compilation.Assembly.GlobalNamespace);
    }

    public bool Contains(string name) => _names.Contains(name);

    private void Add(INamespaceSymbol space)
    {
        foreach (var inner in space.GetNamespaceMembers()) Add(inner);
        foreach (var type in space.GetTypeMembers())
        {
            if (!type.MightContainExtensionMethods) continue;
            foreach (var member in type.GetMembers())
            {
                if (member is IMethodSymbol { IsExtensionMethod: true }) _names.Add(member.Name);
            }
        }
    }
}

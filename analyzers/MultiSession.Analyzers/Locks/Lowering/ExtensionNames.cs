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

    private static HashSet<string> Of(Compilation compilation) => new(
        SourceTypes.SeenBy(compilation)
            .Where(static type => type.MightContainExtensionMethods)
            .SelectMany(static type => type.GetMembers())
            .Where(static member => member is IMethodSymbol { IsExtensionMethod: true })
            .Select(static member => member.Name),
        StringComparer.Ordinal);
}

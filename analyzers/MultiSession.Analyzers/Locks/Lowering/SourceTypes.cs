using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;

namespace MultiSession.Analyzers.Locks.Lowering;

/// <summary>The types that source declares, found without having the compiler complete them.</summary>
internal static class SourceTypes
{
    /// <summary>Those of a compilation and of the projects that it refers to.</summary>
    public static IEnumerable<INamedTypeSymbol> SeenBy(Compilation compilation) => compilation.References.OfType<CompilationReference>()
        .Select(static project => project.Compilation)
        .Prepend(compilation)
        .SelectMany(static source => In(source.Assembly.GlobalNamespace));

    public static IEnumerable<INamedTypeSymbol> In(INamespaceSymbol space) => space.GetNamespaceMembers().SelectMany(In).Concat(WithNested(space));

    private static IEnumerable<INamedTypeSymbol> WithNested(INamespaceOrTypeSymbol space) => space.GetTypeMembers().SelectMany(static type => WithNested(type).Prepend(type));
}

using Microsoft.CodeAnalysis;

namespace MultiSession.Generators.Parsing;

/// <summary>
/// Finds types that the generator itself is about to add: while it runs, a reference to the coordinator of another session is an error.
/// </summary>
internal static class GeneratedTypes
{
    private static readonly string[] Suffixes = ["Config", "Context", "Coordinator", "Handle"];

    /// <summary>The <c>global::</c> name of the generated type that the parameter names, and whether other assemblies will see it.</summary>
    public static (string Name, bool IsPublic)? Find(IParameterSymbol parameter, Compilation compilation, CancellationToken cancellationToken)
    {
        if (parameter.Type is not IErrorTypeSymbol { Arity: 0 } type || parameter.DeclaringSyntaxReferences is not [var reference]) return null;
        if (Suffixes.FirstOrDefault(suffix => type.Name.EndsWith(suffix, StringComparison.Ordinal)) is not { } known) return null;
        var session = type.Name.Substring(0, type.Name.Length - known.Length);
        var semantics = compilation.GetSemanticModel(reference.SyntaxTree);
        cancellationToken.ThrowIfCancellationRequested();
        return session.Length > 0
            && semantics.LookupNamespacesAndTypes(reference.Span.Start, name: session) is [INamedTypeSymbol owner]
            && Attributes.Find(owner, WellKnownNames.SessionAttribute) is not null
                ? (TypeNames.Of(owner.ContainingSymbol, type.Name), TypeNames.VisibilityOf(owner) is Accessibility.Public)
                : null;
    }
}

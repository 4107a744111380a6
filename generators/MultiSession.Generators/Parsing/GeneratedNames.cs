using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace MultiSession.Generators.Parsing;

/// <summary>Names of the types that are generated for a session class.</summary>
internal sealed class GeneratedNames(string session)
{
    public string Config { get; } = session + "Config";

    public string Context { get; } = session + "Context";

    public string Error { get; } = session + "Error";

    public string Errors { get; } = session + "Errors";

    public string Exception { get; } = session + "Exception";

    public string Handle { get; } = session + "Handle";

    public string Coordinator { get; } = session + "Coordinator";

    /// <summary>Nested in the session class, so that it reaches private members.</summary>
    public string Definition { get; } = session + "Definition";

    /// <summary>Nested in the session class, so that the user's expressions mean the same there.</summary>
    public string Defaults { get; } = session + "Defaults";

    /// <summary>The types that the user's own members may name.</summary>
    public IReadOnlyCollection<string> Nameable => [Config, Context, Error, Exception, Handle, Coordinator];

    /// <summary>Whether nothing of the user's stands where a generated type must go; partial types of the right kind may be joined.</summary>
    public bool AreFree(INamedTypeSymbol type)
    {
        INamespaceOrTypeSymbol scope = type.ContainingType is { } container ? container : type.ContainingNamespace;
        return IsFree(scope, Config, record: true)
            && IsFree(scope, Error, record: true)
            && new[] { Context, Errors, Exception, Handle, Coordinator }.All(name => IsFree(scope, name, record: false))
            && new[] { Definition, Defaults }.All(name => type.GetMembers(name).IsEmpty);
    }

    // A type of the same name in a referenced assembly is hidden by the generated one, with no more than a warning.
    private static bool IsFree(INamespaceOrTypeSymbol scope, string name, bool record) => scope.GetMembers(name).All(member =>
        !member.Locations.Any(location => location.IsInSource)
        || member is INamedTypeSymbol { Arity: > 0 }
        || (member is INamedTypeSymbol { TypeKind: TypeKind.Class } type && type.IsRecord == record && IsPartial(type)));

    private static bool IsPartial(INamedTypeSymbol type) =>
        Attributes.Find(type, WellKnownNames.SessionAttribute) is null
        && type.DeclaringSyntaxReferences.All(reference =>
            reference.GetSyntax() is TypeDeclarationSyntax part && part.Modifiers.Any(SyntaxKind.PartialKeyword));
}

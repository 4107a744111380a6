using System.Collections.Concurrent;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using MultiSession.Analyzers.Locks.Model;

namespace MultiSession.Analyzers.Locks.Lowering;

/// <summary>The static constructors of types: those that the source writes, and those that only run initializers which run code.</summary>
internal sealed class StaticInitialization
{
    private readonly ConcurrentDictionary<INamedTypeSymbol, IMethodSymbol?> _known = new(SymbolEqualityComparer.Default);

    public IMethodSymbol? Of(INamedTypeSymbol type) => type.IsInSource ? _known.GetOrAdd(type.OriginalDefinition, Find) : null;

    private static IMethodSymbol? Find(INamedTypeSymbol type) =>
        type.GetMembers(WellKnownMemberNames.StaticConstructorName) is [IMethodSymbol constructor] && (!constructor.IsImplicitlyDeclared || type.GetMembers().Any(RunsCode)) ? constructor : null;

    private static bool RunsCode(ISymbol member) =>
        member is IFieldSymbol { IsStatic: true, IsConst: false } or IPropertySymbol { IsStatic: true }
        && member.DeclaringSyntaxReferences.Any(static written => InitializerOf(written.GetSyntax())?.DescendantNodes().Any(static node => node is InvocationExpressionSyntax or BaseObjectCreationExpressionSyntax) == true);

    private static EqualsValueClauseSyntax? InitializerOf(SyntaxNode member) => member switch
    {
        VariableDeclaratorSyntax field => field.Initializer,
        PropertyDeclarationSyntax property => property.Initializer,
        _ => null,
    };
}

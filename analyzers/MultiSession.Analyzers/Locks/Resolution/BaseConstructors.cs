using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using MultiSession.Analyzers.Locks.Model;

namespace MultiSession.Analyzers.Locks.Resolution;

/// <summary>Constructors of base classes that nobody writes a call of.</summary>
internal static class BaseConstructors
{
    /// <summary>The constructor of a base class in the source that runs before a constructor without being named there.</summary>
    public static IMethodSymbol? ImplicitFor(IMethodSymbol constructor) =>
        constructor is { IsStatic: false, ContainingType: { TypeKind: TypeKind.Class, BaseType: { IsInSource: true } type } }
        && !constructor.DeclaringSyntaxReferences.Any(static written => written.GetSyntax() is ConstructorDeclarationSyntax { Initializer: not null } or TypeDeclarationSyntax { BaseList.Types: [PrimaryConstructorBaseTypeSyntax, ..] })
            ? type.OriginalDefinition.InstanceConstructors.FirstOrDefault(static candidate => candidate.Parameters.IsEmpty)
            : null;
}

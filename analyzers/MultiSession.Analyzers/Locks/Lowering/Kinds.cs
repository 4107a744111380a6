using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using MultiSession.Analyzers.Locks.Model;

namespace MultiSession.Analyzers.Locks.Lowering;

/// <summary>Members that say what kind of message an object is, such as <c>evt.Type</c>: a number, text, enum or one of a few named objects that a constructor is given.</summary>
internal sealed class Kinds
{
    private readonly ConcurrentDictionary<IMethodSymbol, ImmutableArray<ISymbol?>> _given = new(SymbolEqualityComparer.Default);
    private readonly ConcurrentDictionary<IPropertySymbol, ISymbol?> _shown = new(SymbolEqualityComparer.Default);
    private readonly ConcurrentDictionary<ISymbol, bool> _named = new(SymbolEqualityComparer.Default);
    private readonly ConcurrentDictionary<INamedTypeSymbol, bool> _haveNamed = new(SymbolEqualityComparer.Default);

    /// <summary>Where the value of a member is kept that may tell kinds apart; nothing for others.</summary>
    public ISymbol? StorageOf(ISymbol member) => member switch
    {
        { IsStatic: true } or { IsInSource: false } => null,
        IFieldSymbol { Type: var type } field when IsKind(type) => field.OriginalDefinition,
        IPropertySymbol { IsIndexer: false, IsAbstract: false, IsVirtual: false, IsOverride: false, Type: var type } property when IsKind(type) => _shown.GetOrAdd(property.OriginalDefinition, FindStorage),
        _ => null,
    };

    /// <summary>The members that a constructor gives the values of its parameters as they are, by parameter ordinal.</summary>
    public ImmutableArray<ISymbol?> GivenBy(IMethodSymbol constructor) => _given.GetOrAdd(constructor.OriginalDefinition, FindGiven);

    /// <summary>Whether a static member keeps a new object for good, so that its name says which one it is.</summary>
    public bool IsNamed(ISymbol member) => member is (IFieldSymbol { IsReadOnly: true } or IPropertySymbol { SetMethod: null }) and { IsStatic: true, IsInSource: true } && _named.GetOrAdd(member.OriginalDefinition, KeepsNew);

    private static bool KeepsNew(ISymbol member) => member.DeclaringSyntaxReferences is [var syntax, ..] && syntax.GetSyntax() is
        VariableDeclaratorSyntax { Initializer.Value: BaseObjectCreationExpressionSyntax } or PropertyDeclarationSyntax { Initializer.Value: BaseObjectCreationExpressionSyntax };

    private bool IsKind(ITypeSymbol type) => type switch
    {
        { TypeKind: TypeKind.Enum or TypeKind.Error } or { SpecialType: SpecialType.System_String or (>= SpecialType.System_SByte and <= SpecialType.System_UInt64) } => true,
        { TypeKind: TypeKind.Struct, IsInSource: true } => true,
        INamedTypeSymbol { TypeKind: TypeKind.Class, IsInSource: true } named => _haveNamed.GetOrAdd(named.OriginalDefinition, HasNamed),
        _ => false,
    };

    private bool HasNamed(INamedTypeSymbol type) => type.GetMembers().Any(member => SymbolEqualityComparer.Default.Equals(member.ValueType()?.OriginalDefinition, type) && IsNamed(member));

    private static ISymbol? FindStorage(IPropertySymbol property)
    {
        switch (property.DeclaringSyntaxReferences is [var syntax, ..] ? syntax.GetSyntax() : null)
        {
            case ParameterSyntax: // of a record
                return property;
            case PropertyDeclarationSyntax declaration when BodyLowerer.ShownBy(declaration) is { } name:
                return property.ContainingType.GetMembers(name).OfType<IFieldSymbol>().FirstOrDefault(static field => !field.IsStatic);
            case PropertyDeclarationSyntax { ExpressionBody: null, AccessorList.Accessors: var accessors }:
                return accessors.All(static accessor => accessor is { Body: null, ExpressionBody: null }) ? property : null;
            default:
                return null;
        }
    }

    private ImmutableArray<ISymbol?> FindGiven(IMethodSymbol constructor)
    {
        var written = (constructor.DeclaringSyntaxReferences is [var syntax, ..] ? syntax.GetSyntax() : null) switch
        {
            ConstructorDeclarationSyntax { ExpressionBody.Expression: var only } => AssignedBy([only]),
            ConstructorDeclarationSyntax { Body: { } body } => AssignedBy(body.Statements.OfType<ExpressionStatementSyntax>().Select(static statement => statement.Expression)),
            TypeDeclarationSyntax type => InitializedIn(type),
            _ => [],
        };
        var given = new ISymbol?[constructor.Parameters.Length];
        foreach (var (member, value) in written)
        {
            if (constructor.Parameters.FirstOrDefault(parameter => parameter.Name == value) is not { } parameter) continue;
            given[parameter.Ordinal] = StorageIn(constructor.ContainingType, member);
        }

        return Array.TrueForAll(given, static member => member is null) ? [] : [.. given];
    }

    /// <summary>Where the class, or one that it derives from, keeps the value of a member.</summary>
    private ISymbol? StorageIn(INamedTypeSymbol? type, string member)
    {
        for (; type is { IsInSource: true }; type = type.BaseType)
        {
            if (type.GetMembers(member) is { IsEmpty: false } members) return members.Select(StorageOf).FirstOrDefault(static storage => storage is not null);
        }

        return null;
    }

    /// <summary>Members that are assigned a name as it is.</summary>
    private static IEnumerable<(string Member, string Value)> AssignedBy(IEnumerable<ExpressionSyntax> expressions) =>
        from assignment in expressions.OfType<AssignmentExpressionSyntax>()
        let target = assignment.Left is MemberAccessExpressionSyntax { Expression: ThisExpressionSyntax, Name: var own } ? own : assignment.Left as IdentifierNameSyntax
        where target is not null && assignment.Right is IdentifierNameSyntax
        select (target.Identifier.ValueText, ((IdentifierNameSyntax)assignment.Right).Identifier.ValueText);

    /// <summary>Members that are initialized with a name, and those that a record has by its parameters.</summary>
    private static IEnumerable<(string Member, string Value)> InitializedIn(TypeDeclarationSyntax type)
    {
        foreach (var parameter in type is RecordDeclarationSyntax { ParameterList.Parameters: var parameters } ? parameters : default) yield return (parameter.Identifier.ValueText, parameter.Identifier.ValueText);
        foreach (var member in type.Members)
        {
            if (member is PropertyDeclarationSyntax { Initializer.Value: IdentifierNameSyntax value } property) yield return (property.Identifier.ValueText, value.Identifier.ValueText);
            foreach (var variable in member is FieldDeclarationSyntax { Declaration.Variables: var variables } ? variables : default)
            {
                if (variable.Initializer?.Value is IdentifierNameSyntax initial) yield return (variable.Identifier.ValueText, initial.Identifier.ValueText);
            }
        }
    }
}

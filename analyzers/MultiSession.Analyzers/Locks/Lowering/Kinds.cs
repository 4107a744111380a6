using System;
using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using MultiSession.Analyzers.Locks.Model;

namespace MultiSession.Analyzers.Locks.Lowering;

/// <summary>Members that say what kind of message an object is, such as <c>evt.Type</c>: a number, text or enum that a constructor is given.</summary>
internal sealed class Kinds
{
    private readonly ConcurrentDictionary<IMethodSymbol, ImmutableArray<ISymbol?>> _given = new(SymbolEqualityComparer.Default);
    private readonly ConcurrentDictionary<IPropertySymbol, ISymbol?> _shown = new(SymbolEqualityComparer.Default);

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

    private static bool IsKind(ITypeSymbol type) => type.TypeKind == TypeKind.Enum || type.SpecialType is SpecialType.System_String or (>= SpecialType.System_SByte and <= SpecialType.System_UInt64);

    private static ISymbol? FindStorage(IPropertySymbol property)
    {
        if (property.DeclaringSyntaxReferences is not [var syntax, ..] || syntax.GetSyntax() is not PropertyDeclarationSyntax declaration) return null;
        if (BodyLowerer.ShownBy(declaration) is not { } name) return declaration.ExpressionBody is null && declaration.AccessorList?.Accessors.All(static accessor => accessor is { Body: null, ExpressionBody: null }) == true ? property : null;
        return property.ContainingType.GetMembers(name).OfType<IFieldSymbol>().FirstOrDefault(static field => !field.IsStatic);
    }

    private ImmutableArray<ISymbol?> FindGiven(IMethodSymbol constructor)
    {
        if (constructor.DeclaringSyntaxReferences is not [var syntax, ..] || syntax.GetSyntax() is not ConstructorDeclarationSyntax declaration) return [];
        var given = new ISymbol?[constructor.Parameters.Length];
        foreach (var statement in declaration.Body?.Statements ?? [])
        {
            if (statement is not ExpressionStatementSyntax { Expression: AssignmentExpressionSyntax { Right: IdentifierNameSyntax { Identifier.ValueText: var value } } assignment }) continue;
            var target = assignment.Left is MemberAccessExpressionSyntax { Expression: ThisExpressionSyntax, Name: var own } ? own : assignment.Left as IdentifierNameSyntax;
            if (target is null || constructor.Parameters.FirstOrDefault(parameter => parameter.Name == value) is not { } parameter) continue;
            given[parameter.Ordinal] = constructor.ContainingType.GetMembers(target.Identifier.ValueText).Select(StorageOf).FirstOrDefault(static member => member is not null);
        }

        return Array.TrueForAll(given, static member => member is null) ? [] : [.. given];
    }
}

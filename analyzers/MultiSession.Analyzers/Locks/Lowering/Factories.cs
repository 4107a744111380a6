using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using MultiSession.Analyzers.Locks.Model;

namespace MultiSession.Analyzers.Locks.Lowering;

/// <summary>Methods that only ever return an object which they have just created, and which nobody but their caller gets; methods that only use what they are handed.</summary>
internal sealed class Factories
{
    private readonly ConcurrentDictionary<IMethodSymbol, bool> _known = new(SymbolEqualityComparer.Default);
    private readonly ConcurrentDictionary<IParameterSymbol, bool> _used = new(SymbolEqualityComparer.Default);

    public bool Make(IMethodSymbol method) =>
        method is { ReturnType.SpecialType: not (>= SpecialType.System_Void and <= SpecialType.System_Double), IsVirtual: false, IsAbstract: false, IsOverride: false, IsInSource: true } && _known.GetOrAdd(method.OriginalDefinition, IsFactory);

    /// <summary>Whether a method does nothing with a parameter but ask it for members, so that nobody else comes to know the object.</summary>
    public bool OnlyUse(IParameterSymbol? parameter) =>
        parameter is { RefKind: RefKind.None, ContainingSymbol: IMethodSymbol { MethodKind: MethodKind.Ordinary, IsVirtual: false, IsAbstract: false, IsOverride: false, IsInSource: true } }
        && _used.GetOrAdd(parameter.OriginalDefinition, IsOnlyUsed);

    private static bool IsOnlyUsed(IParameterSymbol parameter) =>
        parameter.ContainingSymbol.DeclaringSyntaxReferences[0].GetSyntax() is MethodDeclarationSyntax { Body: { } body } && AnyAndAll(UsesOf(parameter.Name, body), use => IsAsked(use, body));

    /// <summary>Whether an object is asked for a member on the spot, and not in a lambda that may keep it.</summary>
    private static bool IsAsked(IdentifierNameSyntax use, BlockSyntax body) =>
        use.Parent is MemberAccessExpressionSyntax access && access.Expression == use
        && use.Ancestors().TakeWhile(outer => outer != body).All(static outer => outer is not (AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax));

    private static bool IsFactory(IMethodSymbol method) => method.DeclaringSyntaxReferences[0].GetSyntax() switch
    {
        MethodDeclarationSyntax { ExpressionBody: { } arrow } => IsCreation(arrow.Expression),
        MethodDeclarationSyntax { Body: { } body } => ReturnsNew(body),
        _ => false,
    };

    private static bool ReturnsNew(BlockSyntax body)
    {
        // Of most methods the last statement tells, without a walk through all of them.
        if (body.Statements.LastOrDefault() is ReturnStatementSyntax { Expression: not (BaseObjectCreationExpressionSyntax or IdentifierNameSyntax or LiteralExpressionSyntax or PostfixUnaryExpressionSyntax) }) return false;
        var returned = body.DescendantNodes(static node => node is not (ExpressionSyntax or LocalFunctionStatementSyntax))
            .OfType<ReturnStatementSyntax>().Select(static statement => statement.Expression)
            .Where(static value => value is not (LiteralExpressionSyntax or PostfixUnaryExpressionSyntax { Operand: LiteralExpressionSyntax }));
        return AnyAndAll(returned, value => IsCreation(value) || value is IdentifierNameSyntax { Identifier.ValueText: var name } && IsKeptNew(name, body));
    }

    /// <summary>Whether there are any, and all are so; the first that is not ends the walk.</summary>
    private static bool AnyAndAll<T>(IEnumerable<T> items, Func<T, bool> isSo)
    {
        var any = false;
        foreach (var item in items)
        {
            if (!isSo(item)) return false;
            any = true;
        }

        return any;
    }

    /// <summary>Whether a local holds a new object that the method keeps to itself: it is only ever asked for members, and returned.</summary>
    private static bool IsKeptNew(string name, BlockSyntax body) =>
        IsDeclaredNew(name, body)
        && UsesOf(name, body).All(static use => use.Parent is ReturnStatementSyntax || use.Parent is MemberAccessExpressionSyntax access && access.Expression == use);

    /// <summary>Whether the only local of that name is declared with a new object; the first that is not ends the walk.</summary>
    private static bool IsDeclaredNew(string name, BlockSyntax body)
    {
        var isDeclared = false;
        foreach (var node in body.DescendantNodes())
        {
            if (node is not VariableDeclaratorSyntax declarator || declarator.Identifier.ValueText != name) continue;
            if (isDeclared || !IsCreation(declarator.Initializer?.Value)) return false;
            isDeclared = true;
        }

        return isDeclared;
    }

    private static IEnumerable<IdentifierNameSyntax> UsesOf(string name, BlockSyntax body) =>
        body.DescendantNodes().OfType<IdentifierNameSyntax>().Where(use => use.Identifier.ValueText == name && !(use.Parent is MemberAccessExpressionSyntax access && access.Name == use));

    private static bool IsCreation(ExpressionSyntax? value) => value is BaseObjectCreationExpressionSyntax;
}

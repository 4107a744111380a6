using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using MultiSession.Analyzers.Locks.Model;

namespace MultiSession.Analyzers.Locks.Lowering;

/// <summary>
/// Methods that only ever return an object which they have just created, and which nobody but their caller gets; methods that return the object that they are called on;
/// methods that only use what they are handed.
/// </summary>
internal sealed class Factories
{
    /// <summary>A factory that calls another one is followed so far.</summary>
    private const int MaxSteps = 3;

    /// <summary>A method of more characters than this is not read for what it returns: generators write methods of thousands of lines.</summary>
    private const int MaxLength = 10_000;

    private readonly ConcurrentDictionary<IMethodSymbol, bool> _known = new(SymbolEqualityComparer.Default);
    private readonly ConcurrentDictionary<IMethodSymbol, bool> _fluent = new(SymbolEqualityComparer.Default);
    private readonly ConcurrentDictionary<IParameterSymbol, bool> _used = new(SymbolEqualityComparer.Default);

    public bool Make(IMethodSymbol method) =>
        method is { ReturnType.SpecialType: not (>= SpecialType.System_Void and <= SpecialType.System_Double) } && IsFixed(method) && _known.GetOrAdd(method.OriginalDefinition, static known => IsFactory(known, 0));

    /// <summary>Whether a method returns the object that it is called on, for the next call: <c>builder.Add(1).Add(2)</c>.</summary>
    public bool ReturnOwn(IMethodSymbol method) =>
        !method.IsStatic && IsFixed(method) && SymbolEqualityComparer.Default.Equals(method.ReturnType.OriginalDefinition, method.ContainingType.OriginalDefinition) && _fluent.GetOrAdd(method.OriginalDefinition, IsFluent);

    private static bool IsFixed(IMethodSymbol method) => method is { MethodKind: MethodKind.Ordinary, IsVirtual: false, IsAbstract: false, IsOverride: false, IsInSource: true };

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

    private static bool IsFactory(IMethodSymbol method, int steps) => steps <= MaxSteps && method.DeclaringSyntaxReferences[0].GetSyntax() switch
    {
        MethodDeclarationSyntax { ExpressionBody: { } arrow } => IsMade(arrow.Expression, method, steps),
        MethodDeclarationSyntax { Body: { Span.Length: <= MaxLength } body } => ReturnsNew(body, method, steps),
        _ => false,
    };

    private static bool ReturnsNew(BlockSyntax body, IMethodSymbol method, int steps)
    {
        // Of most methods the last statement tells, without a walk through all of them.
        if (body.Statements.LastOrDefault() is ReturnStatementSyntax { Expression: not (BaseObjectCreationExpressionSyntax or IdentifierNameSyntax or LiteralExpressionSyntax or PostfixUnaryExpressionSyntax or InvocationExpressionSyntax) }) return false;
        return AnyAndAll(ReturnedBy(body).Where(static value => !IsNull(value)), value => IsMade(value, method, steps) || value is IdentifierNameSyntax { Identifier.ValueText: var name } && IsKeptNew(name, body, method, steps));
    }

    private static bool IsFluent(IMethodSymbol method) =>
        method.DeclaringSyntaxReferences[0].GetSyntax() is MethodDeclarationSyntax { Body: { } body } && AnyAndAll(ReturnedBy(body), static value => value is ThisExpressionSyntax);

    private static IEnumerable<ExpressionSyntax?> ReturnedBy(BlockSyntax body) =>
        body.DescendantNodes(static node => node is not (ExpressionSyntax or LocalFunctionStatementSyntax)).OfType<ReturnStatementSyntax>().Select(static statement => Unforgiven(statement.Expression));

    /// <summary>What <c>made!</c> says of <c>made</c> is nothing.</summary>
    private static ExpressionSyntax? Unforgiven(ExpressionSyntax? value) => value is PostfixUnaryExpressionSyntax { Operand: var operand } ? operand : value;

    private static bool IsNull(ExpressionSyntax? value) => Unforgiven(value) is LiteralExpressionSyntax;

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
    private static bool IsKeptNew(string name, BlockSyntax body, IMethodSymbol method, int steps) =>
        IsGivenNew(name, body, method, steps)
        && UsesOf(name, body).All(static use => use.Parent is ReturnStatementSyntax or PostfixUnaryExpressionSyntax { Parent: ReturnStatementSyntax }
            || use.Parent is AssignmentExpressionSyntax given && given.Left == use
            || use.Parent is MemberAccessExpressionSyntax access && access.Expression == use);

    /// <summary>Whether the only local of that name is only ever given new objects; the first other one ends the walk.</summary>
    private static bool IsGivenNew(string name, BlockSyntax body, IMethodSymbol method, int steps)
    {
        // Of most locals the declaration tells, without a walk through the whole body.
        if (method.Parameters.Any(parameter => parameter.Name == name) || DeclaredIn(body, name) is { Initializer.Value: var first } && !IsNull(first) && !IsMade(first, method, steps)) return false;
        var (isDeclared, isGiven) = (false, false);
        foreach (var node in body.DescendantNodes())
        {
            ExpressionSyntax? value;
            switch (node)
            {
                case VariableDeclaratorSyntax declarator when declarator.Identifier.ValueText == name:
                    if (isDeclared) return false;
                    isDeclared = true;
                    value = declarator.Initializer?.Value;
                    break;
                case AssignmentExpressionSyntax { Left: IdentifierNameSyntax { Identifier.ValueText: var target }, Right: var right } when target == name:
                    value = right;
                    break;
                default:
                    continue;
            }

            if (value is null || IsNull(value)) continue;
            if (!IsMade(value, method, steps)) return false;
            isGiven = true;
        }

        return isDeclared && isGiven;
    }

    private static VariableDeclaratorSyntax? DeclaredIn(BlockSyntax body, string name)
    {
        foreach (var statement in body.Statements)
        {
            if (statement is not LocalDeclarationStatementSyntax { Declaration.Variables: var variables }) continue;
            foreach (var variable in variables)
            {
                if (variable.Identifier.ValueText == name) return variable;
            }
        }

        return null;
    }

    private static IEnumerable<IdentifierNameSyntax> UsesOf(string name, BlockSyntax body) =>
        body.DescendantNodes().OfType<IdentifierNameSyntax>().Where(use => use.Identifier.ValueText == name && !(use.Parent is MemberAccessExpressionSyntax access && access.Name == use));

    /// <summary>Whether an expression creates an object, or calls a method that does, of the same class or of the one that is made.</summary>
    private static bool IsMade(ExpressionSyntax? value, IMethodSymbol by, int steps) => value switch
    {
        BaseObjectCreationExpressionSyntax => true,
        InvocationExpressionSyntax { Expression: IdentifierNameSyntax { Identifier.ValueText: var name }, ArgumentList.Arguments.Count: var count } => AreFactories(by.ContainingType, name, count, steps + 1),
        InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Expression: IdentifierNameSyntax { Identifier.ValueText: var type }, Name.Identifier.ValueText: var name }, ArgumentList.Arguments.Count: var count } =>
            type == by.ReturnType.Name && AreFactories(by.ReturnType, name, count, steps + 1),
        _ => false,
    };

    private static bool AreFactories(ITypeSymbol type, string name, int parameters, int steps) =>
        AnyAndAll(type.GetMembers(name).OfType<IMethodSymbol>().Where(method => method.Parameters.Length == parameters), method => IsFixed(method) && IsFactory(method, steps));
}

using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Runtime.InteropServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using MultiSession.Analyzers.Locks.Model;

namespace MultiSession.Analyzers.Locks.Lowering;

/// <summary>Code that does not bind, because a library is not at hand: read as far as its shape tells.</summary>
internal sealed partial class BodyLowerer
{
    private void VisitInvalid(IInvalidOperation invalid)
    {
        NoteEscapingGroup(invalid);
        foreach (var child in invalid.ChildOperations) Visit(child);
        switch (invalid.Syntax)
        {
            case InvocationExpressionSyntax invocation:
                if (invocation.Expression is MemberAccessExpressionSyntax access) NoteUpgradedToken(access.Name.Identifier.ValueText, ReceiverOf(invalid), invocation);
                if (!TryMissingLock(invalid, invocation) && !TryUnresolvedDelegate(invalid, invocation))
                {
                    var called = CalledMembers(invalid, invocation.ArgumentList, invocation.Expression);
                    if (called.Length < 2) AddUnresolvedCall(invalid, invocation.ArgumentList, called.FirstOrDefault() ?? MissingMember(invalid, invocation), isByName: called.IsEmpty);
                    else AddUnresolvedCalls(invalid, invocation.ArgumentList, called);
                }

                break;
            case BaseObjectCreationExpressionSyntax { ArgumentList: { } arguments } creation:
                if (invalid.Type is INamedTypeSymbol { IsInSource: true } type) _facts.CreatedTypes.Add(type.OriginalDefinition);
                AddUnresolvedCall(invalid, arguments, CalledMember(invalid, arguments, creation), isCreation: true);
                break;
        }
    }

    /// <summary>The local that is declared with the value.</summary>
    private static ILocalSymbol? DeclaredBy(IOperation value)
    {
        var parent = value.Parent;
        while (parent is IConversionOperation or IVariableInitializerOperation) parent = parent.Parent;
        return (parent as IVariableDeclaratorOperation)?.Symbol;
    }

    /// <summary>The invocation of a variable whose delegate type is not at hand.</summary>
    private bool TryUnresolvedDelegate(IInvalidOperation invalid, InvocationExpressionSyntax invocation)
    {
        var called = ReceiverOf(invalid);
        if (called is null || !IsDelegate(called.Type)) return false;
        if (invocation.Expression is MemberAccessExpressionSyntax { Name.Identifier.ValueText: not "Invoke" } && called.Syntax != invocation.Expression) return false;
        var foreign = ForeignOf(called);
        foreach (var value in ReadDelegates(called)) AddCall(new CallSite(invalid.Syntax) { Delegate = value, Receiver = value.Receiver, Foreign = foreign, IsAwaited = true });
        return true;
    }

    private void AddUnresolvedCall(IInvalidOperation invalid, ArgumentListSyntax arguments, IMethodSymbol? method, bool isCreation = false, bool isByName = false)
    {
        if (method is null || !IsSource(method)) return;
        var values = invalid.ChildOperations.ToDictionary(static child => child.Syntax, static child => child, EqualityComparer<SyntaxNode>.Default);
        Argument?[]? known = null;
        ImmutableArray<DelegateValue>[]? delegates = null;
        var parameters = method.Parameters;
        for (var index = 0; index < arguments.Arguments.Count && index < parameters.Length; index++)
        {
            if (arguments.Arguments[index].NameColon is not null || !values.TryGetValue(arguments.Arguments[index].Expression, out var value)) continue;
            NoteFlow(parameters[index].OriginalDefinition, value);
            NoteKnown(ref known, parameters.Length, parameters[index], value);
            if (IsDelegate(parameters[index].Type)) (delegates ??= new ImmutableArray<DelegateValue>[parameters.Length])[index] = [.. ReadDelegates(value)];
        }

        // Without a receiver in the source, the first child is an argument.
        var receiver = invalid.Syntax is InvocationExpressionSyntax { Expression: SimpleNameSyntax } ? null : ReceiverOf(invalid);
        AddCall(new CallSite(invalid.Syntax)
        {
            Target = (method.ReducedFrom ?? method).OriginalDefinition,
            IsVirtual = IsDispatched(method) && !IsBase(receiver),
            Arguments = ImmutableCollectionsMarshal.AsImmutableArray(known),
            ArgumentDelegates = ImmutableCollectionsMarshal.AsImmutableArray(delegates),
            ReceiverSource = isCreation || receiver is null ? null : TypeSourceOf(receiver),
            ReceiverType = method.ContainingType,
            IsByName = isByName,
            Receiver = isCreation ? Owner.Fresh : method.IsStatic ? Owner.Static : receiver is null ? Owner.This : _expressions.ReadOwner(receiver),
            IsAwaited = true,
        });
    }

    /// <summary>One of several overloads runs.</summary>
    private void AddUnresolvedCalls(IInvalidOperation invalid, ArgumentListSyntax arguments, ImmutableArray<IMethodSymbol> methods)
    {
        var ways = ImmutableArray.CreateBuilder<Node>(methods.Length);
        foreach (var method in methods)
        {
            var start = _nodes.Count;
            AddUnresolvedCall(invalid, arguments, method, isByName: true);
            ways.Add(Close(start));
        }

        _nodes.Add(new Alternatives(ways.MoveToImmutable(), canSkip: false));
    }

    /// <summary>What a member of an interface or base class that is not at hand stands for, if only one type of the source can answer.</summary>
    private IMethodSymbol? MissingMember(IInvalidOperation invalid, InvocationExpressionSyntax invocation)
    {
        var called = invocation.Expression;
        return called is MemberAccessExpressionSyntax or MemberBindingExpressionSyntax && NameOf(called) is { } name
            && invalid.SemanticModel is { } model && ReceiverOf(invalid)?.Type is IErrorTypeSymbol { Name.Length: > 0 } missing
            ? _facts.Lookups.Missing.OnlyMember(model.Compilation, missing, name, invocation.ArgumentList.Arguments.Count)
            : null;
    }

    private static string? NameOf(SyntaxNode called) => called switch
    {
        MemberAccessExpressionSyntax access => access.Name.Identifier.ValueText,
        MemberBindingExpressionSyntax binding => binding.Name.Identifier.ValueText,
        SimpleNameSyntax simple => simple.Identifier.ValueText,
        _ => null,
    };

    private static bool NamesLocalFunction(SyntaxNode called, string name) => called is SimpleNameSyntax && called.Ancestors()
        .TakeWhile(static node => node is not BaseTypeDeclarationSyntax)
        .SelectMany(static node => node.ChildNodes())
        .Select(static node => (node as GlobalStatementSyntax)?.Statement ?? node)
        .OfType<LocalFunctionStatementSyntax>()
        .Any(function => function.Identifier.ValueText == name);

    /// <summary>The type of the receiver of a broken call; nothing when the receiver is no value.</summary>
    private static ITypeSymbol? TypeOf(IOperation invalid, ExpressionSyntax receiver)
    {
        while (invalid.ChildOperations.Any())
        {
            invalid = invalid.ChildOperations.First();
            if (invalid.Syntax == receiver) return invalid.Type;
        }

        return null;
    }

    private static IOperation? ReceiverOf(IInvalidOperation invalid)
    {
        var receiver = invalid.ChildOperations.FirstOrDefault();
        while (receiver is { Kind: OperationKind.None or OperationKind.Invalid, ChildOperations.Count: > 0 }) receiver = receiver.ChildOperations.First();
        return receiver is { Kind: OperationKind.None or OperationKind.Invalid } ? null : LockExpressions.Unwrap(receiver);
    }

    /// <summary>A method that code which is not at hand is given runs whenever that code likes.</summary>
    private void NoteEscapingGroup(IOperation operation)
    {
        if (operation.Syntax is MemberBindingExpressionSyntax || NameOf(operation.Syntax) is not { } name) return;
        if (operation.Syntax.Parent is InvocationExpressionSyntax { Expression: var called } && called == operation.Syntax || !NamesMethod(operation, name)) return;
        if (UnresolvedMethodGroup(operation) is not { IsInSource: true } group) return;
        _facts.EscapingTargets.Add(group.OriginalDefinition);
        _facts.OtherwiseNamed.Add(group.OriginalDefinition);
    }

    /// <summary>Whether there is a method of the source with that name: the compiler is only asked for what may be one.</summary>
    private bool NamesMethod(IOperation operation, string name)
    {
        if (operation.Syntax is MemberAccessExpressionSyntax { Expression: not (ThisExpressionSyntax or BaseExpressionSyntax) } access)
            return TypeOf(operation, access.Expression) is not { } type || MethodsOf(type, name).Any();
        for (var type = _body.ContainingType; type is not null; type = type.ContainingType)
        {
            if (MethodsOf(type, name).Any()) return true;
        }

        return false;
    }

    /// <summary>A method group whose delegate type is not at hand.</summary>
    private IMethodSymbol? UnresolvedMethodGroup(IOperation? operation)
    {
        if (operation is not { Kind: OperationKind.None or OperationKind.Invalid, Syntax: NameSyntax or MemberAccessExpressionSyntax, SemanticModel: { } model }) return null;
        var found = model.GetSymbolInfo(operation.Syntax, _cancellationToken);
        return found.Symbol as IMethodSymbol ?? (found.CandidateSymbols.Length == 1 ? found.CandidateSymbols[0] as IMethodSymbol : null);
    }
}

using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using MultiSession.Analyzers.Locks.Model;

namespace MultiSession.Analyzers.Locks.Lowering;

/// <summary>Which methods of the source a call may mean that does not bind.</summary>
internal sealed partial class BodyLowerer
{
    /// <summary>More overloads are not looked at.</summary>
    private const int MaxOverloads = 4;

    /// <summary>The member that the compiler would have called, had the arguments bound: the one with as many parameters, the first of several.</summary>
    private IMethodSymbol? CalledMember(IInvalidOperation invalid, ArgumentListSyntax arguments, SyntaxNode called) => CalledMembers(invalid, arguments, called).FirstOrDefault();

    /// <summary>The members that the compiler may have called, had the arguments bound: those with as many parameters, of the types that are known.</summary>
    private ImmutableArray<IMethodSymbol> CalledMembers(IInvalidOperation invalid, ArgumentListSyntax arguments, SyntaxNode called)
    {
        if (invalid.SemanticModel is not { } model || !MayBeSource(invalid, called, model.Compilation)) return [];
        var count = arguments.Arguments.Count;
        if (OnlyMember(invalid, called, count) is { } only) return [only];
        // This binds the whole statement anew: only for what the types at hand do not tell.
        var found = model.GetSymbolInfo(called, _cancellationToken);
        if (found.Symbol is IMethodSymbol method) return [method];
        ImmutableArray<IMethodSymbol> meant = [.. found.CandidateSymbols.OfType<IMethodSymbol>().Where(candidate => candidate.Parameters.Length == count && MayTake(candidate, invalid, arguments, model.Compilation)).Take(MaxOverloads)];
        return !meant.IsEmpty ? meant : found.CandidateSymbols is [IMethodSymbol alone] ? [alone] : [];
    }

    /// <summary>Whether an overload takes the arguments whose types are at hand.</summary>
    private static bool MayTake(IMethodSymbol method, IInvalidOperation invalid, ArgumentListSyntax arguments, Compilation compilation)
    {
        if (method.IsGenericMethod) return true;
        foreach (var child in invalid.ChildOperations)
        {
            var ordinal = arguments.Arguments.IndexOf(one => one.Expression == child.Syntax && one.NameColon is null);
            if (ordinal >= 0 && child.Type is { TypeKind: not TypeKind.Error } given && method.Parameters[ordinal] is { IsParams: false, Type: { TypeKind: not TypeKind.Error } wanted } && !compilation.HasImplicitConversion(given, wanted)) return false;
        }

        return true;
    }

    /// <summary>What certainly leads out of the source is no call that is followed.</summary>
    private bool MayBeSource(IInvalidOperation invalid, SyntaxNode called, Compilation compilation) => called switch
    {
        BaseObjectCreationExpressionSyntax => invalid.Type is { IsInSource: true },
        MemberAccessExpressionSyntax { Name.Identifier.ValueText: var name } access when TypeOf(invalid, access.Expression) is { TypeKind: not TypeKind.TypeParameter } type =>
            type is { IsInSource: true, TypeKind: TypeKind.Interface } || MethodsOf(type, name).Any() || type.TypeKind != TypeKind.Error && _facts.Lookups.Extensions.Contains(compilation, name),
        _ => NameOf(called) is not { } name || _facts.Lookups.Members.Contains(compilation, name) || NamesLocalFunction(called, name),
    };

    /// <summary>The only member of that name with as many parameters, in the nearest type that has one.</summary>
    private IMethodSymbol? OnlyMember(IInvalidOperation invalid, SyntaxNode called, int count)
    {
        switch (called)
        {
            case BaseObjectCreationExpressionSyntax:
                return OnlyMember((invalid.Type as INamedTypeSymbol)?.InstanceConstructors ?? [], count);
            case MemberAccessExpressionSyntax access:
                return InheritedMember(TypeOf(invalid, access.Expression), access.Name.Identifier.ValueText, count);
            case SimpleNameSyntax name:
                for (var type = _body.ContainingType; type is not null; type = type.ContainingType)
                {
                    if (InheritedMember(type, name.Identifier.ValueText, count) is { } member) return member;
                }

                return null;
            default:
                return null;
        }
    }

    /// <summary>Optional parameters and lists of them need not be given: a method that is alone in its name is meant with any count.</summary>
    private static IMethodSymbol? InheritedMember(ITypeSymbol? receiver, string name, int count)
    {
        for (var type = receiver; type is { IsInSource: true }; type = type.BaseType)
        {
            if (OnlyMember(type.GetMembers(name).OfType<IMethodSymbol>(), count) is { } only) return only;
        }

        return MethodsOf(receiver, name).Take(2).ToList() is [var alone] ? alone : null;
    }

    /// <summary>The methods of that name which a class and its bases in the source declare.</summary>
    private static IEnumerable<IMethodSymbol> MethodsOf(ITypeSymbol? type, string name)
    {
        for (; type is { IsInSource: true }; type = type.BaseType)
        {
            foreach (var member in type.GetMembers(name))
            {
                if (member is IMethodSymbol method) yield return method;
            }
        }
    }

    private static IMethodSymbol? OnlyMember(IEnumerable<IMethodSymbol> members, int count)
    {
        IMethodSymbol? only = null;
        foreach (var member in members)
        {
            if (member.Parameters.Length != count) continue;
            if (only is not null) return null;
            only = member;
        }

        return only;
    }
}

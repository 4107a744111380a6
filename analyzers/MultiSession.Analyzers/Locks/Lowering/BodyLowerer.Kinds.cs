using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using MultiSession.Analyzers.Locks.Model;

namespace MultiSession.Analyzers.Locks.Lowering;

/// <summary>What kind of message an object is: who hands on a <c>new Message(Kind.Stop)</c> does not run what is done for other kinds.</summary>
internal sealed partial class BodyLowerer
{
    /// <summary>What is done to new objects that a local keeps; without a constant it may be anything.</summary>
    private List<(ILocalSymbol Local, ISymbol Member, object? Constant)>? _kindChanges;

    /// <summary>What <c>message.Kind == Kind.Stop</c> needs of a parameter.</summary>
    private KindCondition? KindOf(IOperation? asked, IOperation? constant, bool isEqual) =>
        _aliases.ValueOf(LockExpressions.Unwrap(asked)) is IMemberReferenceOperation { Instance: { } instance, Member: var member } && ParameterOf(instance) is { } parameter
        && ConstantOf(LockExpressions.Unwrap(constant)) is { HasValue: true, Value: { } kind } && _facts.Lookups.Kinds.StorageOf(member) is { } storage
            ? new KindCondition(parameter, storage, [kind], isEqual)
            : null;

    /// <summary>What must be so if one of two needs must: told of the kinds of one object only.</summary>
    private static IEnumerable<Condition> Either(IEnumerable<Condition> one, IEnumerable<Condition> other) =>
        one.Take(2).ToList() is [KindCondition { IsOneOf: true } left] && other.Take(2).ToList() is [KindCondition { IsOneOf: true } right] && left.IsOfSame(right)
            ? [left with { Values = left.Values.AddRange(right.Values) }]
            : [];

    /// <summary>What a section of a switch over kinds needs: one of its labels, or for the default none of the others'.</summary>
    private KindCondition? KindOf(IOperation switched, ISwitchCaseOperation section)
    {
        var isDefault = section.Clauses.Any(static clause => clause.CaseKind == CaseKind.Default);
        var clauses = isDefault ? ((ISwitchOperation)section.Parent!).Cases.Where(other => other != section).SelectMany(static other => other.Clauses) : section.Clauses;
        KindCondition? all = null;
        foreach (var clause in clauses)
        {
            var value = clause switch
            {
                ISingleValueCaseClauseOperation single => single.Value,
                IPatternCaseClauseOperation { Guard: null, Pattern: IConstantPatternOperation { Value: var written } } => written,
                _ => null,
            };
            if (value is null || KindOf(switched, value, isEqual: true) is not { } kind) return null;
            all = all is null ? kind : all with { Values = all.Values.AddRange(kind.Values) };
        }

        return isDefault && all is not null ? all with { IsOneOf = false } : all;
    }

    /// <summary>The constants that a new object's members are given beside its constructor.</summary>
    private ImmutableArray<(ISymbol Member, object? Value)> KindsOf(IOperation? value)
    {
        Dictionary<ISymbol, object?>? kinds = null;
        foreach (var written in _aliases.ValueOf(value) is IObjectCreationOperation { Initializer.Initializers: var initializers } ? initializers : [])
        {
            if (written is ISimpleAssignmentOperation { Target: IMemberReferenceOperation { Member: var member }, Value: var constant } && _facts.Lookups.Kinds.StorageOf(member) is { } storage)
                (kinds ??= NoKinds())[storage] = ConstantOf(LockExpressions.Unwrap(constant)).Value;
        }

        foreach (var (changed, member, constant) in _kindChanges ?? [])
        {
            if (value is ILocalReferenceOperation { Local: var local } && SymbolEqualityComparer.Default.Equals(changed, local)) (kinds ??= NoKinds())[member] = constant;
        }

        return kinds is null ? [] : [.. from kind in kinds select (kind.Key, kind.Value)];
    }

    private static Dictionary<ISymbol, object?> NoKinds() => new(SymbolEqualityComparer.Default);

    /// <summary>A member that is changed after its object is made tells no kinds apart, unless its maker has just done so.</summary>
    private void NoteKindChange(IOperation? target, IOperation? value)
    {
        if (_body is IMethodSymbol { MethodKind: MethodKind.PropertySet }) return;
        if (_body is IMethodSymbol { MethodKind: MethodKind.Constructor } constructor)
        {
            NoteConstructed(constructor, target, value);
            return;
        }

        if (target is not IMemberReferenceOperation { Instance: { } instance and not IInstanceReferenceOperation { ReferenceKind: InstanceReferenceKind.ImplicitReceiver }, Member: var member }
            || _facts.Lookups.Kinds.StorageOf(member) is not { } storage)
            return;
        // Who empties an object, for a pool, does not do so while others ask what it is.
        if (instance is IInstanceReferenceOperation && value is ILiteralOperation { ConstantValue.Value: null or 0 or "" }) return;
        if (instance is ILocalReferenceOperation { Local: var local } && _aliases.TryGet(local, out var made) && LockExpressions.IsCreation(made))
        {
            var isAgain = (_kindChanges ??= []).RemoveAll(change => SymbolEqualityComparer.Default.Equals(change.Local, local) && SymbolEqualityComparer.Default.Equals(change.Member, storage)) > 0;
            _facts.ChangedCreations.Add((made.Syntax, storage));
            _kindChanges.Add((local, storage, isAgain ? null : ConstantOf(LockExpressions.Unwrap(value)).Value));
        }
        else
        {
            _traits |= BodyTraits.FillsMembers;
            _facts.KindChanges.Add((storage, _body));
        }
    }

    /// <summary>What a constructor itself writes into a member, other than a parameter as it is.</summary>
    private void NoteConstructed(IMethodSymbol constructor, IOperation? target, IOperation? value)
    {
        if (target is not IMemberReferenceOperation { Instance: IInstanceReferenceOperation { ReferenceKind: InstanceReferenceKind.ContainingTypeInstance }, Member: var member }
            || _facts.Lookups.Kinds.StorageOf(member) is not { } storage)
            return;
        var written = LockExpressions.Unwrap(value);
        var isAlways = target.Syntax.Parent is AssignmentExpressionSyntax { Parent: ArrowExpressionClauseSyntax or ExpressionStatementSyntax { Parent: BlockSyntax { Parent: ConstructorDeclarationSyntax } } };
        if (isAlways && ParameterOf(written) is not null) return;
        _facts.ConstructorKinds.Add((constructor.OriginalDefinition, storage, isAlways ? ConstantOf(written).Value : null));
    }
}

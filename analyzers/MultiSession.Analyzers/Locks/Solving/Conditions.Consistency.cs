using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;
using MultiSession.Analyzers.Locks.Model;
using MultiSession.Analyzers.Locks.Resolution;

namespace MultiSession.Analyzers.Locks.Solving;

/// <summary>Whether what a story needs can be met, and all of it at once.</summary>
internal sealed partial class Conditions
{
    /// <summary>Whether an object of a known type, or of a type derived from it, can meet a condition.</summary>
    private bool IsPossible(Condition condition, INamedTypeSymbol? type, bool isExact)
    {
        if (type?.TypeKind == TypeKind.Interface) return IsPossibleBelow(condition, type);
        if (!IsClass(type)) return true;
        if (!type!.IsDefinition && condition is RunsCondition { Target.ContainingType: { TypeKind: TypeKind.Class } running } && !TypeRelations.CanStandFor(running, type)) return false;
        type = type.OriginalDefinition;
        switch (condition)
        {
            case TypeCondition { Type: var tested }:
                if (IsClass(tested)) return TypeRelations.DerivesFrom(type, tested) || !isExact && TypeRelations.DerivesFrom(tested, type!);
                return !isExact && !type!.IsSealed || tested.TypeKind != TypeKind.Interface || TypeRelations.Implements(type!, tested);
            case RunsCondition { Member: var member, Target: var target }:
                var declaring = target.ContainingType.OriginalDefinition;
                if (!IsClass(declaring)) return true;
                if (TypeRelations.DerivesFrom(type, declaring)) return program.Types.AllRunBy(type, member).ToList() is var run && (run.Count == 0 || run.Contains(target, SymbolEqualityComparer.Default));
                return !isExact && TypeRelations.DerivesFrom(declaring, type!);
            case AnswerCondition answer:
                return _answers.CanBe(answer, type!, isExact);
            default:
                return true;
        }
    }

    private bool IsPossibleBelow(Condition condition, INamedTypeSymbol @interface)
    {
        foreach (var implementer in program.Types.ImplementersOf(@interface))
        {
            if ((@interface.IsDefinition || TypeRelations.CanStandFor(implementer, @interface)) && IsPossible(condition, implementer, isExact: false)) return true;
        }

        return false;
    }

    /// <summary>Whether all conditions can be met at once, <c>this</c> being an object of the body's type.</summary>
    private bool AreConsistent(ImmutableArray<Condition> conditions, Body body)
    {
        for (var index = 0; index < conditions.Length; index++)
        {
            var condition = conditions[index];
            for (var other = 0; other < index; other++)
            {
                if (Contradict(condition, conditions[other])) return false;
            }

            if (condition is ValueCondition or NumberCondition or TypeArgumentCondition or MemberCondition or CreatorCondition or UnfilledCondition or SteadyCondition or KindCondition or StateCondition or LatchCondition) continue;
            var type = condition.Subject is { } subject ? subject.Type as INamedTypeSymbol : body.ContainingType;
            if (!IsPossible(condition, type, isExact: false) || !IsPossible(condition, BoundOf(conditions, condition.Subject, type), isExact: false)) return false;
        }

        return true;
    }

    private bool Contradict(Condition one, Condition other) => (one, other) switch
    {
        (KindCondition left, KindCondition right) when left.IsOfSame(right) => left.Contradicts(right) && !IsChanged(left.Member),
        (ValueCondition left, ValueCondition right) when SymbolEqualityComparer.Default.Equals(left.Parameter, right.Parameter) =>
            left.IsEqual ? !right.Allows(left.Value) : right.IsEqual && !left.Allows(right.Value),
        (SteadyCondition left, SteadyCondition right) => left.Value != right.Value && left == right with { Value = left.Value },
        (AnswerCondition left, AnswerCondition right) => left.Value != right.Value && left == right with { Value = left.Value },
        (TypeArgumentCondition left, TypeArgumentCondition right) when SymbolEqualityComparer.Default.Equals(left.Parameter, right.Parameter) =>
            left.IsEqual && right.IsEqual
                ? !SymbolEqualityComparer.Default.Equals(left.Type, right.Type)
                : left.IsEqual != right.IsEqual && SymbolEqualityComparer.Default.Equals(left.Type, right.Type),
        _ => false,
    };
}

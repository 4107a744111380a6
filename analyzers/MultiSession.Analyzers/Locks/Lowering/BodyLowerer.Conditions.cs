using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Runtime.InteropServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using MultiSession.Analyzers.Locks.Model;

namespace MultiSession.Analyzers.Locks.Lowering;

/// <summary>Which arguments must be given for a branch to be taken.</summary>
internal sealed partial class BodyLowerer
{
    /// <summary>Lowers an operation that only happens when <paramref name="condition"/> has this outcome.</summary>
    private Node CaptureWhen(IOperation condition, bool outcome, IOperation? operation) =>
        operation is null ? Sequence.Empty : Guarded(ConditionsOf(condition, outcome), Capture(operation));

    private Node Guarded(IEnumerable<Condition> conditions, Node body)
    {
        if (body is Sequence { Nodes.IsEmpty: true }) return body;
        ImmutableArray<Condition> all = [.. conditions];
        return all.IsEmpty ? body : new Guard(all, _aliases.AssignedParameters, body);
    }

    private IEnumerable<Condition> ConditionsOf(IOperation? condition, bool outcome)
    {
        condition = LockExpressions.Unwrap(condition);
        switch (condition)
        {
            case IUnaryOperation { OperatorKind: UnaryOperatorKind.Not, OperatorMethod: null } not:
                return ConditionsOf(not.Operand, !outcome);
            case IBinaryOperation { OperatorKind: BinaryOperatorKind.ConditionalAnd, OperatorMethod: null } and:
                return outcome ? ConditionsOf(and.LeftOperand, true).Concat(ConditionsOf(and.RightOperand, true)) : Either(ConditionsOf(and.LeftOperand, false), ConditionsOf(and.RightOperand, false));
            case IBinaryOperation { OperatorKind: BinaryOperatorKind.ConditionalOr, OperatorMethod: null } or:
                return outcome ? Either(ConditionsOf(or.LeftOperand, true), ConditionsOf(or.RightOperand, true)) : ConditionsOf(or.LeftOperand, false).Concat(ConditionsOf(or.RightOperand, false));
            case IBinaryOperation { OperatorKind: BinaryOperatorKind.Equals } equals:
                return Compared(equals.LeftOperand, equals.RightOperand, outcome);
            case IInvocationOperation { TargetMethod: { Name: nameof(ReferenceEquals), ContainingType.SpecialType: SpecialType.System_Object }, Arguments: [{ Value: var one }, { Value: var other }] }:
                return Compared(one, other, outcome);
            case IBinaryOperation { OperatorKind: BinaryOperatorKind.NotEquals } differs:
                return Compared(differs.LeftOperand, differs.RightOperand, !outcome);
            case IBinaryOperation { OperatorKind: BinaryOperatorKind.LessThan or BinaryOperatorKind.LessThanOrEqual or BinaryOperatorKind.GreaterThan or BinaryOperatorKind.GreaterThanOrEqual } order:
                return RangeCondition.Of(ParameterOf(order.LeftOperand), order.OperatorKind, order.RightOperand.ConstantValue.Value, outcome) is { } range ? [range] : [];
            case IIsPatternOperation pattern:
                return Matched(pattern.Value, pattern.Pattern, outcome);
            case IIsTypeOperation { TypeOperand: INamedTypeSymbol type, IsNegated: var isNegated } test when outcome != isNegated && ParameterOf(test.ValueOperand) is { } parameter:
                return [new TypeCondition(parameter, type.OriginalDefinition)];
            case IInvocationOperation { TargetMethod: { Name: "IsNullOrEmpty" or "IsNullOrWhiteSpace", ContainingType.SpecialType: SpecialType.System_String } } call when !outcome:
                return ParameterOf(call.Arguments[0].Value) is { } text ? [new ValueCondition(text, null, IsEqual: false)] : [];
            case IInvocationOperation { TargetMethod: { Name: "HasFlag", ContainingType.SpecialType: SpecialType.System_Enum }, Instance: { } flags, Arguments: [{ Value: var flag }] }:
                return LockExpressions.Unwrap(flag) is { } bits ? BitsOf(flags, bits, bits, outcome) : [];
            case IPropertyReferenceOperation { Property: { Type.SpecialType: SpecialType.System_Boolean, GetMethod: { } getter }, Instance: { } asked } when IsDispatched(getter):
                return asked is IInstanceReferenceOperation ? [new AnswerCondition(null, getter.OriginalDefinition, outcome)]
                    : ParameterOf(asked) is { } subject ? [new AnswerCondition(subject, getter.OriginalDefinition, outcome)] : [];
            default:
                if (condition?.Type?.SpecialType != SpecialType.System_Boolean) return [];
                return ParameterOf(condition) is { } told ? [new ValueCondition(told, outcome, IsEqual: true)]
                    : SteadyOf(condition, outcome) is { } steady ? [steady]
                    : StateOf(condition, outcome) is { } state ? [state]
                    : LatchOf(condition, new(true), outcome) is { } latch ? [latch]
                    : [];
        }
    }

    private IEnumerable<Condition> Compared(IOperation left, IOperation right, bool isEqual)
    {
        if (TypeOperandOf(left) is { } one && TypeOperandOf(right) is { } other)
        {
            var (parameter, type) = one is ITypeParameterSymbol ? (one, other) : (other, one);
            return parameter is ITypeParameterSymbol { DeclaringMethod: not null } generic && type is INamedTypeSymbol ? [new TypeArgumentCondition(generic.OriginalDefinition, type, isEqual)] : [];
        }

        if ((LatchOf(left, right.ConstantValue, isEqual) ?? LatchOf(right, left.ConstantValue, isEqual)) is { } latch) return [latch];
        if (LockExpressions.Unwrap(left) is IBinaryOperation { OperatorKind: BinaryOperatorKind.And, OperatorMethod: null } masked)
            return ParameterOf(masked.LeftOperand) is null ? BitsOf(masked.RightOperand, masked.LeftOperand, right, isEqual) : BitsOf(masked.LeftOperand, masked.RightOperand, right, isEqual);
        if (ParameterOf(right) is not null || OwnMemberOf(right) is not null || LockExpressions.IsNull(left)) (left, right) = (right, left);
        if (LockExpressions.IsNull(right) && HeldBy(left, !isEqual) is { IsEmpty: false } held) return held;
        if (ParameterOf(left) is null && ParameterOf(right) is not null) (left, right) = (right, left);
        if (ParameterOf(left) is not { } subject)
            return (KindOf(left, right, isEqual) ?? KindOf(right, left, isEqual)) is { } kind ? [kind] : [];
        ImmutableArray<Condition> compared = ConstantOf(LockExpressions.Unwrap(right)) is { HasValue: true, Value: var value } ? [new ValueCondition(subject, value, isEqual)] : [];
        // Who is that very object is of its type.
        return isEqual && LockExpressions.Unwrap(right)?.Type is INamedTypeSymbol { TypeKind: TypeKind.Class, IsInSource: true } same && subject.Type is { IsReferenceType: true, TypeKind: not TypeKind.TypeParameter }
            ? compared.Add(new TypeCondition(subject, same.OriginalDefinition))
            : compared;
    }

    /// <summary>What <c>(flags &amp; mask) == bits</c> needs of a parameter.</summary>
    private static IEnumerable<Condition> BitsOf(IOperation flags, IOperation mask, IOperation bits, bool isEqual) =>
        ParameterOf(flags) is { } parameter && BitsCondition.BitsOf(mask.ConstantValue.Value) is { } masked && BitsCondition.BitsOf(bits.ConstantValue.Value) is { } expected
            ? [new BitsCondition(parameter, masked, expected, isEqual)]
            : [];

    /// <summary>The constant that an expression is; a member of a type whose library is missing, as in <c>case Kind.Open:</c>, is known by its name, and so is an object that a static member keeps.</summary>
    private Optional<object?> ConstantOf(IOperation? operation) => operation switch
    {
        { ConstantValue.HasValue: true } => operation.ConstantValue,
        IMemberReferenceOperation { Member: { IsStatic: true } kept } when _facts.Lookups.Kinds.IsNamed(kept) => new(kept.OriginalDefinition),
        IInvalidOperation { Syntax: MemberAccessExpressionSyntax { Expression: IdentifierNameSyntax type, Name: IdentifierNameSyntax member }, ChildOperations: { Count: 1 } holder }
            when holder.First() is IInvalidOperation => $"{type}.{member}",
        _ => default,
    };

    /// <summary>The T of <c>typeof(T)</c>, also through a local.</summary>
    private ITypeSymbol? TypeOperandOf(IOperation? operation) => (_aliases.ValueOf(LockExpressions.Unwrap(operation)) as ITypeOfOperation)?.TypeOperand;

    /// <summary>The own member that an expression is, and not only leads through.</summary>
    private ISymbol? FilledMember(IOperation? operation) =>
        LockExpressions.Unwrap(operation) is IMemberReferenceOperation or ILocalReferenceOperation ? OwnMemberOf(operation) : null;

    /// <summary>What is so where an own or shared member holds something, or nothing.</summary>
    private ImmutableArray<Condition> HeldBy(IOperation? operation, bool isFilled)
    {
        ImmutableArray<Condition> held = [];
        if (isFilled && FilledMember(operation) is { } member) held = held.Add(new MemberCondition(member));
        if (!isFilled && SharedMemberOf(operation) is { } unfilled) held = held.Add(new UnfilledCondition(unfilled));
        if (StateOf(operation, isFilled) is { } state) held = held.Add(state);
        return held;
    }

    /// <summary>Whether something matches a pattern, or does not, because it is not null, or because it is; nothing when that does not tell.</summary>
    private static bool? IsFilledWhere(IPatternOperation pattern, bool outcome) => pattern switch
    {
        INegatedPatternOperation negated => IsFilledWhere(negated.Pattern, !outcome),
        IConstantPatternOperation { Value.ConstantValue: { HasValue: true, Value: null } } => !outcome,
        IDeclarationPatternOperation { MatchesNull: false } or ITypePatternOperation or IRecursivePatternOperation when outcome => true,
        _ => null,
    };

    private IEnumerable<Condition> Matched(IOperation value, IPatternOperation pattern, bool outcome)
    {
        if (ParameterOf(value) is null && IsFilledWhere(pattern, outcome) is { } isFilled && HeldBy(value, isFilled) is { IsEmpty: false } held) return held;
        if (ParameterOf(value) is not { } parameter)
        {
            return pattern switch
            {
                INegatedPatternOperation negated => Matched(value, negated.Pattern, !outcome),
                IConstantPatternOperation { Value: var constant } when LatchOf(value, constant.ConstantValue, outcome) is { } latch => [latch],
                IConstantPatternOperation { Value: var constant } when KindOf(value, constant, outcome) is { } kind => [kind],
                _ => [],
            };
        }

        switch (pattern)
        {
            case INegatedPatternOperation negated: return Matched(value, negated.Pattern, !outcome);
            case IConstantPatternOperation { Value: var written } when ConstantOf(LockExpressions.Unwrap(written)) is { HasValue: true, Value: var constant }: return [new ValueCondition(parameter, constant, outcome)];
            case IRelationalPatternOperation { OperatorKind: var order, Value.ConstantValue.Value: var bound } when RangeCondition.Of(parameter, order, bound, outcome) is { } range: return [range];
            case IDeclarationPatternOperation { MatchedType: INamedTypeSymbol type, MatchesNull: false } when outcome: return [new TypeCondition(parameter, type.OriginalDefinition)];
            case ITypePatternOperation { MatchedType: INamedTypeSymbol type } when outcome: return [new TypeCondition(parameter, type.OriginalDefinition)];
            case IRecursivePatternOperation { MatchedType: INamedTypeSymbol type } when outcome: return [new TypeCondition(parameter, type.OriginalDefinition)];
            default: return [];
        }
    }

    /// <summary>What a case of a switch needs; several labels need none of them alone.</summary>
    private IEnumerable<Condition> ConditionsOf(IOperation switched, ISwitchCaseOperation section) => KindOf(switched, section) is { } kind ? [kind] : section.Clauses.Length != 1 ? [] : section.Clauses[0] switch
    {
        ISingleValueCaseClauseOperation { Value: var value } => Compared(switched, value, isEqual: true),
        IPatternCaseClauseOperation { Pattern: var pattern } => Matched(switched, pattern, outcome: true),
        _ => [],
    };

    private static IParameterSymbol? ParameterOf(IOperation? operation) =>
        LockExpressions.Unwrap(operation) is IParameterReferenceOperation { Parameter: { RefKind: RefKind.None } parameter } ? parameter.OriginalDefinition : null;

    /// <summary>What is known of the arguments, by parameter ordinal; default when nothing is.</summary>
    private ImmutableArray<Argument?> KnownOf(IMethodSymbol method, ImmutableArray<IArgumentOperation> arguments)
    {
        Argument?[]? known = null;
        var count = method.Parameters.Length;
        foreach (var argument in arguments)
        {
            if (argument.Parameter is { } parameter) NoteKnown(ref known, count, parameter, argument.Value);
        }

        return ImmutableCollectionsMarshal.AsImmutableArray(known);
    }

    /// <summary>Notes what is known of one of <paramref name="count"/> arguments, by parameter ordinal.</summary>
    private void NoteKnown(ref Argument?[]? known, int count, IParameterSymbol parameter, IOperation value)
    {
        if (parameter.IsParams || parameter.Ordinal >= count || ArgumentOf(value) is not { } argument) return;
        (known ??= new Argument?[count])[parameter.Ordinal] = argument;
    }

    private Argument? ArgumentOf(IOperation written)
    {
        var value = LockExpressions.Unwrap(written);
        var isNegated = value is IUnaryOperation { OperatorKind: UnaryOperatorKind.Not, OperatorMethod: null };
        var isCreated = LockExpressions.IsCreation(value) || value is IAnonymousFunctionOperation or IMethodReferenceOperation;
        var own = ParameterOf(isNegated ? ((IUnaryOperation)value!).Operand : _aliases.ValueOf(value));
        var constant = written.ConstantValue;
        if (!constant.HasValue) constant = ConstantOf(value);
        var type = value?.Type is INamedTypeSymbol { TypeKind: TypeKind.Class or TypeKind.Struct, SpecialType: not SpecialType.System_Object } named ? named.OriginalDefinition : null;
        var reached = value is IMemberReferenceOperation or ILocalReferenceOperation ? SteadyPathOf(value, 0) : null;
        if (own is null && !constant.HasValue && type is null && !isCreated && reached is null) return null;
        var argument = new Argument(own, constant.HasValue, constant.HasValue ? constant.Value : null, type, isCreated, value is IInstanceReferenceOperation) { IsNegated = isNegated, Reached = reached };
        if (type is not { IsInSource: true }) return argument;
        return _aliases.ValueOf(value) is { } creation && LockExpressions.IsCreation(creation) ? argument with { Creation = creation.Syntax, Kinds = KindsOf(value) } : argument with { Source = TypeSourceOf(value) };
    }
}

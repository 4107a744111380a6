using System;
using System.Collections.Immutable;
using System.Globalization;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace MultiSession.Analyzers.Locks.Model;

/// <summary>What must be so for a place in a body to be reached: told of one of the body's parameters, or of its <c>this</c> when there is none.</summary>
internal abstract record Condition(IParameterSymbol? Subject);

/// <summary>The parameter has, or has not, this constant value.</summary>
internal sealed record ValueCondition(IParameterSymbol Parameter, object? Value, bool IsEqual) : Condition(Parameter)
{
    public bool Allows(object? constant) => Constants.AreEqual(constant, Value) is not { } isEqual || isEqual == IsEqual;
}

/// <summary>The parameter is one of some whole numbers.</summary>
internal abstract record NumberCondition(IParameterSymbol Parameter) : Condition(Parameter)
{
    public abstract bool Allows(object? value);

    /// <summary>The same, of the parameter that is handed on.</summary>
    public NumberCondition Of(IParameterSymbol parameter) => this with { Parameter = parameter, Subject = parameter };
}

/// <summary>The parameter is a whole number on one side of a constant.</summary>
internal sealed record RangeCondition(IParameterSymbol Parameter, decimal Bound, bool IsAbove, bool IsInclusive) : NumberCondition(Parameter)
{
    /// <summary>What the outcome of a comparison says; nothing of other parameters than whole numbers.</summary>
    public static RangeCondition? Of(IParameterSymbol? parameter, BinaryOperatorKind order, object? bound, bool outcome)
    {
        if (parameter is not { Type.SpecialType: >= SpecialType.System_SByte and <= SpecialType.System_UInt64 } || NumberOf(bound) is not { } number) return null;
        var (isAbove, isInclusive) = (order is BinaryOperatorKind.GreaterThan or BinaryOperatorKind.GreaterThanOrEqual, order is BinaryOperatorKind.GreaterThanOrEqual or BinaryOperatorKind.LessThanOrEqual);
        return new RangeCondition(parameter, number, isAbove == outcome, isInclusive == outcome);
    }

    public override bool Allows(object? value) => NumberOf(value) is not { } number || (number == Bound ? IsInclusive : number > Bound == IsAbove);

    private static decimal? NumberOf(object? value) =>
        value is sbyte or byte or short or ushort or int or uint or long or ulong ? Convert.ToDecimal(value, CultureInfo.InvariantCulture) : null;
}

/// <summary>Some bits of the parameter have, or have not, this value: <c>(flags &amp; mask) == bits</c>.</summary>
internal sealed record BitsCondition(IParameterSymbol Parameter, long Mask, long Bits, bool IsEqual) : NumberCondition(Parameter)
{
    public override bool Allows(object? value) => BitsOf(value) is not { } bits || (bits & Mask) == Bits == IsEqual;

    public static long? BitsOf(object? value) => value switch
    {
        ulong large => unchecked((long)large),
        sbyte or byte or short or ushort or int or uint or long => Convert.ToInt64(value, CultureInfo.InvariantCulture),
        _ => null,
    };
}

/// <summary>The object is of this type.</summary>
internal sealed record TypeCondition(IParameterSymbol? Subject, INamedTypeSymbol Type) : Condition(Subject);

/// <summary>The object runs <paramref name="Target"/> for <paramref name="Member"/>.</summary>
internal sealed record RunsCondition(IParameterSymbol? Subject, IMethodSymbol Member, IMethodSymbol Target) : Condition(Subject);

/// <summary>The object answers the property with this value: of many types it is known what they answer.</summary>
internal sealed record AnswerCondition(IParameterSymbol? Subject, IMethodSymbol Getter, bool Value) : Condition(Subject);

/// <summary>A truth value that never changes, reached from the parameter over members that do not either.</summary>
internal sealed record SteadyCondition(IParameterSymbol Parameter, MemberPath Path, bool Value) : Condition(Parameter);

/// <summary>The object that the parameter is was made with one of these constants in a member, or with none of them: of which kind it is.</summary>
internal sealed record KindCondition(IParameterSymbol Parameter, ISymbol Member, ImmutableArray<object> Values, bool IsOneOf) : Condition(Parameter)
{
    public bool Allows(object value) => IsOneOf ? Values.Any(one => Constants.AreEqual(one, value) != false) : !Values.Any(one => Constants.AreEqual(one, value) == true);

    /// <summary>The same, of the parameter that is handed on.</summary>
    public KindCondition Of(IParameterSymbol parameter) => this with { Parameter = parameter, Subject = parameter };

    public bool IsOfSame(KindCondition other) => SymbolEqualityComparer.Default.Equals(Parameter, other.Parameter) && SymbolEqualityComparer.Default.Equals(Member, other.Member);

    public bool Contradicts(KindCondition other) => IsOneOf ? !Values.Any(other.Allows) : other.IsOneOf && !other.Values.Any(Allows);

    public bool Equals(KindCondition? other) => other is not null && IsOneOf == other.IsOneOf && IsOfSame(other) && Values.SequenceEqual(other.Values);

    public override int GetHashCode() => SymbolEqualityComparer.Default.GetHashCode(Member);
}

/// <summary>Members one after the other, the last one first.</summary>
internal sealed record MemberPath(ISymbol Member, MemberPath? Before)
{
    /// <summary>The same after another path.</summary>
    public MemberPath After(MemberPath start) => this with { Before = Before is null ? start : Before.After(start) };
}

/// <summary>What a parameter leads to over members that never change.</summary>
internal sealed record SteadyPath(IParameterSymbol Root, MemberPath Path);

/// <summary>A truth value of the body's own object, or one that all share, is true or false; or such a member holds something or nothing.</summary>
internal sealed record StateCondition(ISymbol Member, bool IsSet) : Condition((IParameterSymbol?)null)
{
    /// <summary>Where in the source it is asked for, or made so.</summary>
    public int At { get; init; }

    /// <summary>Whether it is made so, and not asked for.</summary>
    public bool IsMade { get; init; }
}

/// <summary>A member of the body's own object, or one that all share, has been switched in one step, as by <c>Interlocked.Exchange(ref _closed, 1) == 0</c>: only the first comes past it.</summary>
internal sealed record LatchCondition(ISymbol Member) : Condition((IParameterSymbol?)null);

/// <summary>A member of the object has been given a value: where it holds delegates, one that runs <paramref name="Handler"/>.</summary>
internal sealed record MemberCondition(ISymbol Member, ISymbol? Handler = null, IParameterSymbol? Subject = null) : Condition(Subject)
{
    /// <summary>How much of a guess it is that the handler runs, should it not show which object that is.</summary>
    public int Doubt { get; init; }
}

/// <summary>A member that all threads share has not been given a value yet.</summary>
internal sealed record UnfilledCondition(ISymbol Member) : Condition((IParameterSymbol?)null);

/// <summary>Whoever created the object, and is kept in a member of it, meets a condition.</summary>
internal sealed record CreatorCondition(ISymbol Member, Condition Needed) : Condition((IParameterSymbol?)null);

/// <summary>The generic method is, or is not, called for this type.</summary>
internal sealed record TypeArgumentCondition(ITypeParameterSymbol Parameter, ITypeSymbol Type, bool IsEqual) : Condition((IParameterSymbol?)null);

/// <summary>What an argument is known to be.</summary>
/// <param name="Parameter">The caller's own parameter that is handed on.</param>
/// <param name="HasConstant">Whether the argument is the constant <paramref name="Constant"/>.</param>
/// <param name="Type">Its type, before it is converted to the parameter's.</param>
/// <param name="IsCreated">Whether it is created on the spot, so that it is exactly of its type and not null.</param>
/// <param name="IsThis">Whether it is the caller's own object.</param>
internal sealed record Argument(IParameterSymbol? Parameter, bool HasConstant, object? Constant, INamedTypeSymbol? Type, bool IsCreated, bool IsThis)
{
    /// <summary>Whether it is the opposite of the parameter that is handed on.</summary>
    public bool IsNegated { get; init; }

    /// <summary>The constants that its members are given where it is created, beside what its constructor does; null where it is given something else.</summary>
    public ImmutableArray<(ISymbol Member, object? Value)> Kinds { get; init; } = [];

    /// <summary>Where it is created, if it is a new object.</summary>
    public SyntaxNode? Creation { get; init; }

    /// <summary>The variable or method that it comes from, if that is one whose objects are followed.</summary>
    public ISymbol? Source { get; init; }

    /// <summary>The caller's own parameter that it is reached from, if nothing on the way ever changes.</summary>
    public SteadyPath? Reached { get; init; }
}

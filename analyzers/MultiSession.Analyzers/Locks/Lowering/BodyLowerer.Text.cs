using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using MultiSession.Analyzers.Locks.Model;

namespace MultiSession.Analyzers.Locks.Lowering;

/// <summary>Objects that are written into a text: their <c>ToString</c> runs.</summary>
internal sealed partial class BodyLowerer
{
    private void VisitInterpolation(IInterpolationOperation interpolation)
    {
        Visit(interpolation.Expression);
        AddToString(interpolation.Expression);
    }

    private void VisitConcatenation(IBinaryOperation concatenation)
    {
        Visit(concatenation.LeftOperand);
        AddToString(concatenation.LeftOperand);
        Visit(concatenation.RightOperand);
        AddToString(concatenation.RightOperand);
    }

    private void AddToString(IOperation written)
    {
        var value = LockExpressions.Unwrap(written);
        if (value?.Type is not INamedTypeSymbol { IsInSource: true, TypeKind: TypeKind.Class or TypeKind.Struct } type || ToStringOf(type) is not { } method) return;
        AddCall(new CallSite(value.Syntax)
        {
            Target = method.OriginalDefinition,
            IsVirtual = IsDispatched(method),
            ReceiverType = type,
            ReceiverSource = TypeSourceOf(value),
            NeededMember = OwnMemberOf(value),
            ReceiverMember = MemberOf(value),
            Receiver = _expressions.OwnerOf(value, method),
            IsAwaited = true,
        });
    }

    /// <summary>What the source writes for it, in the type or the nearest base class that does.</summary>
    private static IMethodSymbol? ToStringOf(INamedTypeSymbol type)
    {
        for (INamedTypeSymbol? current = type; current is { IsInSource: true }; current = current.BaseType)
        {
            foreach (var member in current.GetMembers(WellKnownMemberNames.ObjectToString))
            {
                if (member is IMethodSymbol { IsOverride: true, Parameters.IsEmpty: true, IsInSource: true } method) return method;
            }
        }

        return null;
    }
}

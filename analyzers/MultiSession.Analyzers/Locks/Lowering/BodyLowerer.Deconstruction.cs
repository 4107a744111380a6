using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using MultiSession.Analyzers.Locks.Model;

namespace MultiSession.Analyzers.Locks.Lowering;

/// <summary>Several variables at once: <c>(_a, _b) = (a, b)</c>, <c>var (x, y) = point</c>.</summary>
internal sealed partial class BodyLowerer
{
    private void VisitDeconstruction(IDeconstructionAssignmentOperation deconstruction)
    {
        Visit(deconstruction.Value);
        if (TypeBefore(deconstruction.Value) is { IsTupleType: false, IsInSource: true } && deconstruction is { Syntax: AssignmentExpressionSyntax syntax, SemanticModel: { } model })
            AddDeconstruct(model.GetDeconstructionInfo(syntax), deconstruction.Value);
        AssignEach(deconstruction.Target, deconstruction.Value);
    }

    /// <summary>The <c>Deconstruct</c> method that the compiler calls.</summary>
    private void AddDeconstruct(DeconstructionInfo info, IOperation value)
    {
        if (info.Method is { } method) AddImplicit(method.ReducedFrom ?? method, _expressions.OwnerOf(value, method), value);
    }

    private void AssignEach(IOperation target, IOperation? value)
    {
        target = target is IDeclarationExpressionOperation declared ? declared.Expression : target;
        if (LockExpressions.Unwrap(target) is not ITupleOperation { Elements: var targets })
        {
            AssignOne(target, value);
            return;
        }

        var values = LockExpressions.Unwrap(value) is ITupleOperation { Elements: var given } && given.Length == targets.Length ? given : [];
        if (values.IsEmpty && value is not null) NoteItems(ItemSource(value), [.. targets.Select(element => _expressions.ReadStorage(element))]);
        for (var index = 0; index < targets.Length; index++) AssignEach(targets[index], values.IsEmpty ? null : values[index]);
    }

    private void AssignOne(IOperation target, IOperation? value)
    {
        VisitTarget(LockExpressions.Unwrap(target), reads: false, writes: true, value);
        NoteWritten(target);
        if (value is not null) NoteFlow(LockExpressions.Unwrap(target), value);
        else NoteUnknown(target);
    }
}

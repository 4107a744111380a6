using System.Collections.Generic;
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using MultiSession.Analyzers.Locks.Model;

namespace MultiSession.Analyzers.Locks.Lowering;

/// <summary>What is read and written: properties run their accessors.</summary>
internal sealed partial class BodyLowerer
{
    /// <summary>Visits what is written to: the accessors that run, not the value.</summary>
    private void VisitTarget(IOperation? target, bool reads, bool writes, IOperation? value)
    {
        if (writes) NoteAssigned(target);
        if (writes) NoteKindChange(target, value);
        if (writes && LockExpressions.Unwrap(value) is not ILiteralOperation) NoteFill(target);
        if (target is IPropertyReferenceOperation property) VisitProperty(property, reads, writes, value);
        else Visit(target);
    }

    private void NoteAssigned(IOperation? target)
    {
        if (target is IParameterReferenceOperation { Parameter: var parameter }) _aliases.AssignedParameters.Add(parameter.OriginalDefinition);
    }

    /// <summary>What is handed on by reference is given values elsewhere.</summary>
    private void NoteByReference(IArgumentOperation argument)
    {
        if (argument.Parameter is not { RefKind: RefKind.Ref or RefKind.Out }) return;
        NoteAssigned(argument.Value);
        NoteKindChange(argument.Value, value: null);
        NoteGiven(argument, argument.Parameter);
        NoteFill(argument.Value);
    }

    private void VisitProperty(IPropertyReferenceOperation reference, bool reads, bool writes, IOperation? value)
    {
        if (MayNameType(reference)) return;
        var (isAwaited, isEnumerated) = (_isAwaited, _isEnumerated);
        _isEnumerated = false;
        _isAwaited = reference.Property.Name == "Result" && FrameworkCalls.IsTask(reference.Property.ContainingType);
        Visit(reference.Instance);
        _isAwaited = false;
        foreach (var argument in reference.Arguments) Visit(argument.Value);
        _isAwaited = isAwaited;
        var property = reference.Property;
        if (!property.IsInSource)
        {
            if (reads) TryFrameworkProperty(reference);
            return;
        }

        if (property.Type.SpecialType == SpecialType.System_Boolean && reference.Instance is null or IInstanceReferenceOperation) (_asked ??= []).Add(property);
        if (property.IsStatic) Touch(property.ContainingType, reference.Syntax);
        if (reads || property.ReturnsByRef) AddAccessor(reference, property.GetMethod, isEnumerated);
        if (!writes) return;
        var given = IsDelegate(property.Type) ? value : null;
        AddAccessor(reference, property.SetMethod, isEnumerated: false, given);
        if (given is not null && property.SetMethod is { Parameters: [.., var parameter] }) NoteFlow(parameter.OriginalDefinition, given);
    }

    /// <summary>Whether <c>Realm.Compact(…)</c> calls a static method of a missing type, and not one on what the property of the same name holds: that does not show.</summary>
    private static bool MayNameType(IPropertyReferenceOperation reference) =>
        reference is { Type: IErrorTypeSymbol { Name: var type }, Property.Name: var name, Syntax: IdentifierNameSyntax { Parent: MemberAccessExpressionSyntax { Parent: InvocationExpressionSyntax } access } named }
        && type == name && access.Expression == named;

    /// <summary>An automatic accessor runs none, unless something overrides it.</summary>
    private static bool RunsCode(IMethodSymbol accessor) =>
        IsDispatched(accessor) || (accessor.PartialImplementationPart ?? accessor).DeclaringSyntaxReferences is not [var written, ..]
        || written.GetSyntax() is not (AccessorDeclarationSyntax { Body: null, ExpressionBody: null } or ParameterSyntax);

    private void AddAccessor(IPropertyReferenceOperation reference, IMethodSymbol? accessor, bool isEnumerated, IOperation? handler = null)
    {
        if (accessor is null || !RunsCode(accessor)) return;
        AddCall(new CallSite(reference.Syntax)
        {
            Target = accessor.OriginalDefinition,
            IsVirtual = IsDispatched(accessor) && !IsBase(reference.Instance),
            ReceiverType = ReceiverTypeOf(reference.Instance, accessor),
            ReceiverSource = TypeSourceOf(reference.Instance),
            NeededMember = OwnMemberOf(reference.Instance),
            ReceiverMember = MemberOf(reference.Instance),
            Receiver = _expressions.OwnerOf(reference.Instance, reference.Property),
            ArgumentDelegates = handler is null || accessor.Parameters.Length != 1 ? default : [[.. ReadDelegates(handler)]],
            IsAwaited = true,
            IsEnumerated = isEnumerated,
        });
    }
}

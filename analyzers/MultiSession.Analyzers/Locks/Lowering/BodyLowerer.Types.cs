using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using MultiSession.Analyzers.Locks.Model;
using MultiSession.Analyzers.Locks.Resolution;

namespace MultiSession.Analyzers.Locks.Lowering;

/// <summary>Which types the objects in a variable have: followed from where they are created.</summary>
internal sealed partial class BodyLowerer
{
    /// <summary>Type parameters that constrain each other are asked only so far.</summary>
    private const int MaxConstraints = 4;

    /// <summary>Notes that a variable, or what a method returns, may be what an expression denotes, be it only in objects of a class that use it.</summary>
    private void NoteTypes(ISymbol target, ITypeSymbol? type, IOperation? value, INamedTypeSymbol? user = null)
    {
        var isByReference = target is IParameterSymbol { RefKind: RefKind.Ref or RefKind.Out };
        if (!IsFollowed(type) && !(isByReference && type is ITypeParameterSymbol)) return;
        // What a parameter by reference gives back is only what its own method puts there.
        if (isByReference && !SymbolEqualityComparer.Default.Equals(target.ContainingSymbol, _body)) return;
        value = LockExpressions.Unwrap(value);
        switch (value)
        {
            case ILiteralOperation or IDefaultValueOperation or IThrowOperation:
                return;
            case IConditionalOperation conditional:
                NoteTypes(target, type, conditional.WhenTrue, user);
                NoteTypes(target, type, conditional.WhenFalse, user);
                return;
            case ISwitchExpressionOperation choice:
                foreach (var arm in choice.Arms) NoteTypes(target, type, arm.Value, user);
                return;
            case ICoalesceOperation coalesce:
                NoteTypes(target, type, coalesce.Value, user);
                NoteTypes(target, type, coalesce.WhenNull, user);
                return;
            case IAssignmentOperation assignment:
                NoteTypes(target, type, assignment.Value, user);
                return;
            case IObjectCreationOperation or IInvalidOperation { Syntax: BaseObjectCreationExpressionSyntax } when value.Type is INamedTypeSymbol { TypeKind: TypeKind.Class } created:
                _facts.TypeFlows.Add(new(target, created.OriginalDefinition, Source: null, value.Syntax) { User = user });
                return;
            case ITypeParameterObjectCreationOperation:
                _facts.TypeFlows.Add(new(target, Type: null, Source: null, value.Syntax));
                return;
            default:
                // Of what nothing is known, it may be anything of its type.
                var source = TypeSourceOf(value);
                var made = source is IMethodSymbol factory && _facts.Lookups.Factories.Make(factory) ? value!.Syntax : null;
                _facts.TypeFlows.Add(new(target, source is null && IsFollowed(value?.Type) ? ((INamedTypeSymbol)value!.Type!).OriginalDefinition : null, source, made) { User = user });
                return;
        }
    }

    /// <summary>Notes that a variable is given values that nothing is known of.</summary>
    private void NoteUnknown(IOperation variable)
    {
        if (TypeSourceOf(variable) is { } symbol) _facts.TypeFlows.Add(new(symbol, Type: null, Source: null, Creation: null));
    }

    /// <summary>Notes what a variable is given by a method that it is handed to by reference.</summary>
    private void NoteGiven(IArgumentOperation argument, IParameterSymbol parameter)
    {
        var variable = LockExpressions.Unwrap(argument.Value) is IParameterReferenceOperation own ? own.Parameter.OriginalDefinition : TypeSourceOf(argument.Value);
        if (variable is null || parameter.ContainingSymbol is not IMethodSymbol method) return;
        // These are read as assignments.
        if (FrameworkCalls.IsAtomic(method)) return;
        if (method.ContainingType is { Name: "LazyInitializer", IsInSource: false } && argument.Parent is IInvocationOperation { Arguments: var arguments })
        {
            if (arguments.Length == 1) _facts.TypeFlows.Add(new(variable, argument.Value.Type as INamedTypeSymbol, Source: null, argument.Syntax));
            foreach (var made in arguments.Select(static one => LockExpressions.Unwrap(one.Value)).OfType<IAnonymousFunctionOperation>().SelectMany(ReturnedBy)) NoteTypes(variable, variable.ValueType(), made);
            if (arguments.Length == 1 || arguments.Any(static one => LockExpressions.Unwrap(one.Value) is IAnonymousFunctionOperation)) return;
        }

        var isFollowed = IsSource(method) && method.MethodKind != MethodKind.DelegateInvoke;
        _facts.TypeFlows.Add(new(variable, Type: null, isFollowed ? InBody(parameter) : null, Creation: null));
    }

    /// <summary>The variable or method that an object comes from.</summary>
    private ISymbol? TypeSourceOf(IOperation? value)
    {
        value = LockExpressions.Unwrap(value);
        return value?.Kind switch
        {
            OperationKind.Invalid when value is IInvalidOperation { Syntax: InvocationExpressionSyntax called } invalid && CalledMember(invalid, called.ArgumentList, called.Expression) is { } member =>
                IsSource(member) && IsFollowed(member.OriginalDefinition.ReturnType) ? member.OriginalDefinition : null,
            OperationKind.Invocation when value is IInvocationOperation { TargetMethod: var method } && IsSource(method) && IsFollowed(method.OriginalDefinition.ReturnType) => method.OriginalDefinition,
            // These give back what the variable holds, or held.
            OperationKind.Invocation when value is IInvocationOperation { TargetMethod: { IsInSource: false, ContainingType.Name: "Interlocked" or "Volatile" or "LazyInitializer" }, Arguments: [{ Parameter.RefKind: not RefKind.None, Value: var read }, ..] } => TypeSourceOf(read),
            OperationKind.FieldReference when value is IFieldReferenceOperation { Field: var field } && IsFollowed(field.OriginalDefinition.Type) => field.OriginalDefinition,
            OperationKind.PropertyReference when value is IPropertyReferenceOperation { Property: { IsIndexer: false } property } && IsFollowed(property.OriginalDefinition.Type) => property.OriginalDefinition,
            OperationKind.LocalReference when value is ILocalReferenceOperation { Local: var local } && IsFollowed(local.Type) => local,
            OperationKind.ParameterReference when value is IParameterReferenceOperation { Parameter: { RefKind: not (RefKind.Ref or RefKind.Out) } parameter } && IsFollowed(parameter.OriginalDefinition.Type) => parameter.OriginalDefinition,
            _ => null,
        };
    }

    /// <summary>The type that a member is called on: of a type parameter, the constraint that has the member.</summary>
    private static INamedTypeSymbol ReceiverTypeOf(IOperation? instance, ISymbol member)
    {
        var type = LockExpressions.Unwrap(instance)?.Type;
        return type as INamedTypeSymbol ?? (type is ITypeParameterSymbol parameter ? ConstraintWith(member.ContainingType, parameter, MaxConstraints) : null) ?? member.ContainingType;
    }

    private static INamedTypeSymbol? ConstraintWith(INamedTypeSymbol declaring, ITypeParameterSymbol parameter, int steps) => steps == 0 ? null : parameter.ConstraintTypes
        .Select(constraint => constraint as INamedTypeSymbol ?? (constraint is ITypeParameterSymbol other ? ConstraintWith(declaring, other, steps - 1) : null))
        .FirstOrDefault(constraint => TypeRelations.Is(constraint, declaring));

    private static bool IsFollowed(ITypeSymbol? type) =>
        type is INamedTypeSymbol { TypeKind: TypeKind.Class or TypeKind.Interface, IsInSource: true };
}

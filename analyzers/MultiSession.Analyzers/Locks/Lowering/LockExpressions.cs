using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using MultiSession.Analyzers.Locks.Model;

namespace MultiSession.Analyzers.Locks.Lowering;

/// <summary>Reads expressions as locks, owners of locks and symbols that store something.</summary>
internal sealed class LockExpressions(ISymbol body, LocalAliases aliases, Factories factories)
{
    public const int MaxAliasDepth = 8;

    /// <summary>The lock that an expression denotes; <see langword="null"/> when nothing stable names it.</summary>
    public LockRef? Read(IOperation? operation, LockFlavor flavor, int depth = 0)
    {
        operation = Unwrap(operation);
        // Asked of every receiver: testing for one interface after the other would take longer than all that follows.
        switch (operation?.Kind)
        {
            case OperationKind.FieldReference when operation is IFieldReferenceOperation { Member: var field } reference:
                return new(LockRefKind.Member, field.OriginalDefinition, OwnerOf(reference.Instance, field), flavor) { OwnerType = TypeOf(reference.Instance) };
            case OperationKind.PropertyReference when operation is IPropertyReferenceOperation { Property: { IsIndexer: true } } indexer:
                return Item(indexer.Instance, indexer.Type, flavor, depth);
            case OperationKind.PropertyReference when operation is IPropertyReferenceOperation { Property: { Name: "SyncRoot", IsInSource: false } } syncRoot:
                return Read(syncRoot.Instance, flavor, depth + 1);
            // What a library's object shows, as the value of an entry, is one of many.
            case OperationKind.PropertyReference when flavor == LockFlavor.Monitor
                    && operation is IPropertyReferenceOperation { Property: { IsInSource: false, IsStatic: false }, Instance: { } shower and not IInstanceReferenceOperation } shown:
                return shown.Type is { } shownType && ByType(shownType, Owner.Unknown, flavor) is { } itself ? itself
                    : Read(shower, flavor, depth + 1) is { Kind: LockRefKind.Member or LockRefKind.Element } kept ? kept.OfKey()
                    : null;
            case OperationKind.PropertyReference when operation is IPropertyReferenceOperation { Property: var property } reference:
                return new(LockRefKind.Member, property.OriginalDefinition, OwnerOf(reference.Instance, property), flavor) { OwnerType = TypeOf(reference.Instance) };
            case OperationKind.EventReference when operation is IEventReferenceOperation { Member: var @event } reference:
                return new(LockRefKind.Member, @event.OriginalDefinition, OwnerOf(reference.Instance, @event), flavor);
            case OperationKind.ArrayElementReference when operation is IArrayElementReferenceOperation element:
                return Item(element.ArrayReference, element.Type, flavor, depth);
            case OperationKind.Invocation when operation is IInvocationOperation
            {
                TargetMethod: { Name: "GetOrAdd" or "GetValueOrDefault" or "GetValue" or "GetOrCreateValue", IsInSource: false },
                Instance: { } collection
            } lookup:
                return Item(collection, lookup.Type, flavor, depth);
            case OperationKind.InstanceReference when operation is IInstanceReferenceOperation { Type: INamedTypeSymbol type }:
                return new(LockRefKind.Instance, type.OriginalDefinition, Owner.This, flavor);
            case OperationKind.TypeOf when operation is ITypeOfOperation { TypeOperand: INamedTypeSymbol type }:
                return new(LockRefKind.TypeObject, type.OriginalDefinition, Owner.Static, flavor);
            case OperationKind.Invocation when operation is IInvocationOperation { TargetMethod: { Name: "GetType", Parameters.IsEmpty: true, ContainingType.SpecialType: SpecialType.System_Object }, Instance: IInstanceReferenceOperation { Type: INamedTypeSymbol type } }:
                return new(LockRefKind.TypeObject, type.OriginalDefinition, Owner.Static, flavor);
            case OperationKind.LocalReference when operation is ILocalReferenceOperation { Local: var local } && depth < MaxAliasDepth && aliases.CollectionOf(local) is { } collection:
                return Item(collection, local.Type, flavor, depth);
            case OperationKind.LocalReference when operation is ILocalReferenceOperation { Local: var local }:
                if (depth < MaxAliasDepth && aliases.TryGet(local, out var value) && !(value is IObjectCreationOperation && aliases.Escapes(local) && ByType(local.Type, default, flavor) is not null))
                    return value is IObjectCreationOperation
                        ? new(LockRefKind.Local, local, Owner.Static, flavor)
                        : Read(value, flavor, depth + 1) ?? ByType(local.Type, new Owner(OwnerKind.Local, local), flavor);
                return ByType(local.Type, new Owner(OwnerKind.Local, local), flavor);
            case OperationKind.ParameterReference when operation is IParameterReferenceOperation { Parameter: var parameter }:
                if (LockPrimitives.CanCarryLock(parameter.Type) || parameter.ContainingSymbol is IMethodSymbol { MethodKind: MethodKind.Constructor })
                    return new(LockRefKind.Parameter, parameter.OriginalDefinition, Owner.Unknown, flavor);
                return ByType(parameter.Type, ParameterOwner(parameter), flavor);
            case OperationKind.Invocation when operation is IInvocationOperation { TargetMethod: { IsInSource: true } method } call && (method.Parameters.Length == 0 || LockPrimitives.CanCarryLock(method.ReturnType)):
                return new(LockRefKind.Member, method.OriginalDefinition, OwnerOf(call.Instance, method), flavor);
            case OperationKind.SimpleAssignment or OperationKind.CompoundAssignment or OperationKind.CoalesceAssignment or OperationKind.DeconstructionAssignment when operation is IAssignmentOperation assignment:
                return Read(assignment.Target, flavor, depth + 1);
            case OperationKind.Coalesce when operation is ICoalesceOperation coalesce:
                return Read(coalesce.Value, flavor, depth + 1);
            case OperationKind.ConditionalAccess when operation is IConditionalAccessOperation access:
                return Read(access.WhenNotNull, flavor, depth + 1);
            default:
                return null;
        }
    }

    /// <summary>The locks that an expression may denote: each of those that it chooses from, as far as they are known.</summary>
    public ImmutableArray<LockRef> ReadChoice(IOperation? operation, LockFlavor flavor, int depth = 0)
    {
        operation = Unwrap(operation);
        if (operation is ILocalReferenceOperation { Local: var local } && depth < MaxAliasDepth && aliases.TryGet(local, out var value) && value is IConditionalOperation or ISwitchExpressionOperation) operation = value;
        ImmutableArray<IOperation?> ways = operation switch
        {
            IConditionalOperation conditional => [conditional.WhenTrue, conditional.WhenFalse],
            ISwitchExpressionOperation choice => [.. choice.Arms.Select(static arm => arm.Value).Where(static arm => Unwrap(arm) is not IThrowOperation)],
            _ => [],
        };
        if (ways.IsEmpty) return Read(operation, flavor, depth) is { } only ? [only] : [];
        return [.. ways.SelectMany(way => ReadChoice(way, flavor, depth + 1))];
    }

    /// <summary>An item of a collection: an object that is its own lock, or one of the locks that are kept there, each for a key.</summary>
    private LockRef? Item(IOperation? collection, ITypeSymbol? type, LockFlavor flavor, int depth) =>
        type is not null && ByType(type, ElementOf(collection), flavor) is { } self ? self
        : Read(collection, flavor, depth + 1) is { Kind: LockRefKind.Member } stored ? stored.OfKey()
        : null;

    /// <summary>The object that an expression denotes, as the holder of locks.</summary>
    public Owner ReadOwner(IOperation? operation, int depth = 0)
    {
        operation = Unwrap(operation);
        switch (operation?.Kind)
        {
            case OperationKind.InstanceReference when operation is IInstanceReferenceOperation { ReferenceKind: InstanceReferenceKind.ImplicitReceiver } initialized:
                return IsCreation(InitializedBy(initialized)) ? Owner.Fresh : Owner.Unknown;
            case OperationKind.InstanceReference:
                return Owner.This;
            case OperationKind.ParameterReference when operation is IParameterReferenceOperation { Parameter: { RefKind: RefKind.Out } result }:
                return aliases.TryGet(result, out var made) && IsNew(made) && SymbolEqualityComparer.Default.Equals(made.Type, result.Type) && !aliases.Escapes(result) && !aliases.IsReassigned(result)
                    ? Owner.Fresh
                    : Owner.Unknown;
            case OperationKind.ParameterReference when operation is IParameterReferenceOperation { Parameter: var parameter }:
                return ParameterOwner(parameter);
            case OperationKind.LocalReference when operation is ILocalReferenceOperation { Local: var local }:
                if (depth >= MaxAliasDepth || !aliases.TryGet(local, out var value)) return new(OwnerKind.Local, local);
                // What a lambda keeps is known to whoever runs the lambda.
                if (IsNew(value)) return aliases.Escapes(local) || !SymbolEqualityComparer.Default.Equals(local.ContainingSymbol, body) ? new(OwnerKind.Local, local) : Owner.Fresh;
                var alias = ReadOwner(value, depth + 1);
                return alias.Kind is OwnerKind.Unknown or OwnerKind.Fresh or OwnerKind.Element ? new(OwnerKind.Local, local) : alias;
            case OperationKind.FieldReference when operation is IFieldReferenceOperation { Field: var field } reference:
                return MemberOf(reference.Instance, field, depth);
            case OperationKind.PropertyReference when operation is IPropertyReferenceOperation { Property: { IsIndexer: false } property } reference:
                return MemberOf(reference.Instance, property, depth);
            case OperationKind.PropertyReference when operation is IPropertyReferenceOperation { Property.IsIndexer: true, Instance: { } collection }:
                return ElementOf(collection, depth);
            case OperationKind.ArrayElementReference when operation is IArrayElementReferenceOperation { ArrayReference: var array }:
                return ElementOf(array, depth);
            case OperationKind.Invocation when operation is IInvocationOperation { Instance: { } called, TargetMethod: var method } && depth < MaxAliasDepth && factories.ReturnOwn(method):
                return ReadOwner(called, depth + 1);
            default:
                return IsNew(operation) ? Owner.Fresh : Owner.Unknown;
        }
    }

    /// <summary>What an initializer's own object is made by: a creation, or a member that is there already.</summary>
    private static IOperation? InitializedBy(IOperation? implied)
    {
        while (implied is not (null or IObjectOrCollectionInitializerOperation)) implied = implied.Parent;
        return implied?.Parent;
    }

    /// <summary>Whether an expression creates an object, be it with arguments whose types are not at hand.</summary>
    public static bool IsCreation(IOperation? value) =>
        value?.Kind == OperationKind.ObjectCreation || value is IInvalidOperation { Syntax: BaseObjectCreationExpressionSyntax, Type: INamedTypeSymbol { TypeKind: TypeKind.Class } };

    private bool IsNew(IOperation? value) => IsCreation(value) || value is IInvocationOperation { TargetMethod: var method } && factories.Make(method);

    /// <summary>Whether a variable holds a new object, or may still be given one.</summary>
    public bool MayBeNew(ISymbol variable) => aliases.TryGet(variable, out var value) ? IsNew(value) : !aliases.IsAssigned(variable);

    /// <summary>What hangs on a parameter or local is known by its root; what hangs on <c>this</c>, by its member.</summary>
    private Owner MemberOf(IOperation? instance, ISymbol member, int depth)
    {
        var root = instance is null || depth >= MaxAliasDepth ? Owner.This : ReadOwner(instance, depth + 1);
        return root.Kind is OwnerKind.Local or OwnerKind.Parameter or OwnerKind.Reached ? new(OwnerKind.Reached, root.Symbol) : new(OwnerKind.Member, member.OriginalDefinition);
    }

    /// <summary>An element of a collection, known by the member of <c>this</c> that stores the collection.</summary>
    public Owner ElementOf(IOperation? collection, int depth = 0) =>
        depth < MaxAliasDepth && ReadOwner(Sequences.Source(collection), depth + 1) is { Kind: OwnerKind.Member, Symbol: { } member } ? new(OwnerKind.Element, member) : Owner.Unknown;

    public Owner OwnerOf(IOperation? instance, ISymbol member) => member.IsStatic ? Owner.Static : ReadOwner(instance);

    private static INamedTypeSymbol? TypeOf(IOperation? instance) => Unwrap(instance)?.Type as INamedTypeSymbol;

    /// <summary>The field, property, event, parameter or local that stores what an expression denotes.</summary>
    public ISymbol? ReadStorage(IOperation? operation, int depth = 0)
    {
        operation = Unwrap(operation);
        switch (operation?.Kind)
        {
            // What is stored in a collection is stored in the member that holds the collection.
            case OperationKind.PropertyReference when operation is IPropertyReferenceOperation { Property.IsIndexer: true } indexer:
                return ReadStorage(indexer.Instance, depth + 1);
            case OperationKind.ArrayElementReference when operation is IArrayElementReferenceOperation element:
                return ReadStorage(element.ArrayReference, depth + 1);
            case OperationKind.FieldReference or OperationKind.PropertyReference or OperationKind.EventReference when operation is IMemberReferenceOperation { Member: var member }:
                return member.OriginalDefinition;
            case OperationKind.ParameterReference when operation is IParameterReferenceOperation { Parameter: var parameter }:
                return parameter.OriginalDefinition;
            case OperationKind.LocalReference when operation is ILocalReferenceOperation { Local: var local }:
                return depth < MaxAliasDepth && aliases.TryGet(local, out var value) ? ReadStorage(value, depth + 1) ?? local : local;
            default:
                return null;
        }
    }

    public static bool IsNull(IOperation? value) => Unwrap(value)?.ConstantValue is { HasValue: true, Value: null };

    public static IOperation? Unwrap(IOperation? operation)
    {
        while (true)
        {
            switch (operation?.Kind)
            {
                case OperationKind.Conversion when operation is IConversionOperation { OperatorMethod: null } conversion: operation = conversion.Operand; break;
                case OperationKind.Parenthesized when operation is IParenthesizedOperation parenthesized: operation = parenthesized.Operand; break;
                case OperationKind.Await when operation is IAwaitOperation await: operation = await.Operation; break;
                case OperationKind.Invocation when operation is IInvocationOperation { Instance: { } task, TargetMethod.Name: "ConfigureAwait" }: operation = task; break;
                case OperationKind.Invalid when operation is { Syntax: CastExpressionSyntax, ChildOperations: { Count: 1 } cast }: operation = cast.First(); break;
                case OperationKind.Coalesce when operation is ICoalesceOperation { WhenNull: IThrowOperation or IConversionOperation { Operand: IThrowOperation } } asked: operation = asked.Value; break;
                case OperationKind.DelegateCreation when operation is IDelegateCreationOperation creation: operation = creation.Target; break;
                case OperationKind.ConditionalAccessInstance when operation is IConditionalAccessInstanceOperation conditional: operation = Receiver(conditional); break;
                default: return operation;
            }
        }
    }

    /// <summary>The <c>x</c> of <c>x?.Member</c>.</summary>
    private static IOperation? Receiver(IConditionalAccessInstanceOperation instance)
    {
        for (IOperation child = instance; child.Parent is { } parent; child = parent)
        {
            if (parent is IConditionalAccessOperation access && access.Operation != child) return access.Operation;
        }

        return null;
    }

    private static LockRef? ByType(ITypeSymbol type, Owner owner, LockFlavor flavor) =>
        type is INamedTypeSymbol { IsInSource: true, TypeKind: TypeKind.Class or TypeKind.Interface } named
            ? new(LockRefKind.Instance, named.OriginalDefinition, owner, flavor) { OwnerType = named }
            : null;

    private Owner ParameterOwner(IParameterSymbol parameter) =>
        aliases.IsReassigned(parameter) ? Owner.Unknown
        : SymbolEqualityComparer.Default.Equals(parameter.ContainingSymbol, body) ? new(OwnerKind.Parameter, parameter.OriginalDefinition) : new(OwnerKind.Local, parameter);
}

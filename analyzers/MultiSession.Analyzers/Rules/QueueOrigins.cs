using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace MultiSession.Analyzers.Rules;

/// <summary>Remembers, within one type, which expressions each field, property, local and method got its queue from.</summary>
internal sealed class QueueOrigins(QueueCreations creations)
{
    private readonly ConcurrentDictionary<ISymbol, ImmutableArray<IOperation>> _origins = new(SymbolEqualityComparer.Default);

    /// <summary>Takes note of an initializer, an assignment, or what a member returns.</summary>
    public void Record(IOperation operation, ISymbol containing)
    {
        switch (operation)
        {
            case IFieldInitializerOperation initializer:
                foreach (var field in initializer.InitializedFields) Record(field, initializer.Value);
                break;
            case IPropertyInitializerOperation initializer:
                foreach (var property in initializer.InitializedProperties) Record(property, initializer.Value);
                break;
            case IVariableDeclaratorOperation declarator when declarator.GetVariableInitializer() is { } initializer:
                Record(declarator.Symbol, initializer.Value);
                break;
            case IAssignmentOperation assignment when MayBeQueue(assignment.Value) && assignment.Target.ReferencedSymbol() is { } target:
                Record(target, assignment.Value);
                break;
            case IDeconstructionAssignmentOperation assignment when assignment.Value.Unwrap() is ITupleOperation values:
                if ((assignment.Target is IDeclarationExpressionOperation declaration ? declaration.Expression : assignment.Target) is not ITupleOperation targets) break;
                foreach (var (target, value) in targets.Elements.Zip(values.Elements, (target, value) => (target.ReferencedSymbol(), value)))
                    if (target is not null) Record(target, value);
                break;
            case IReturnOperation { ReturnedValue: { } value } when MayBeQueue(value) && Returning(operation, containing) is { } returning:
                Record(returning, value);
                break;
        }
    }

    /// <summary>What is known of <paramref name="queue"/>: something only when all its origins agree.</summary>
    public QueueBound BoundOf(IOperation queue)
    {
        var common = (QueueBound?)null;
        var pending = new Stack<IOperation>([queue]);
        var seen = new HashSet<ISymbol>(SymbolEqualityComparer.Default);
        while (pending.Count > 0)
        {
            var source = ChannelOf(pending.Pop());
            var bound = creations.Classify(source);
            if (bound == QueueBound.Unknown)
            {
                if (Choices(source) is not { } origins)
                {
                    if (SymbolOf(source) is not { } symbol || !_origins.TryGetValue(symbol, out var recorded)) return QueueBound.Unknown;
                    if (!seen.Add(symbol)) continue;
                    origins = recorded;
                }

                foreach (var origin in origins) pending.Push(origin);
            }
            else if (common is null) common = bound;
            else if (common != bound) return QueueBound.Unknown;
        }

        return common ?? QueueBound.Unknown;
    }

    /// <summary>The values of which <paramref name="source"/> is one; null when it is no choice.</summary>
    private static IEnumerable<IOperation>? Choices(IOperation source) => source switch
    {
        IConditionalOperation { WhenFalse: { } whenFalse } choice => [choice.WhenTrue, whenFalse],
        ICoalesceOperation choice => [choice.Value, choice.WhenNull],
        ICoalesceAssignmentOperation choice => [choice.Target, choice.Value],
        ISwitchExpressionOperation choice => choice.Arms.Select(arm => arm.Value),
        _ => null,
    };

    private static ISymbol? SymbolOf(IOperation source) =>
        (source is IInvocationOperation call ? call.TargetMethod : source.ReferencedSymbol())?.OriginalDefinition;

    /// <summary>The property or method that returns a value, when no override can return another.</summary>
    private static ISymbol? Returning(IOperation operation, ISymbol containing) => Functions.Enclosing(operation) switch
    {
        IAnonymousFunctionOperation => null,
        ILocalFunctionOperation function => function.Symbol,
        _ when containing is IMethodSymbol { IsVirtual: false, IsOverride: false } method => method.AssociatedSymbol ?? method,
        _ => null,
    };

    /// <summary>A channel's writer is as bounded as its channel.</summary>
    private static IOperation ChannelOf(IOperation queue) =>
        Receiver(queue) is IPropertyReferenceOperation { Property.Name: "Writer", Instance: { } channel } ? Receiver(channel) : Receiver(queue);

    private void Record(ISymbol symbol, IOperation value)
    {
        if (!MayBeQueue(value)) return;
        _origins.AddOrUpdate(symbol.OriginalDefinition, [value], (_, known) => known.Add(value));
    }

    /// <summary>Almost every assignment of a program ends here, and the constant null, which has no type.</summary>
    private static bool MayBeQueue(IOperation value) =>
        value.Unwrap().Type is { Name: "BlockingCollection" } or { ContainingNamespace: { Name: "Channels" or "Dataflow", ContainingNamespace.Name: "Threading" or "Tasks" } };

    /// <summary>What stands before the <c>?.</c>, where <paramref name="operation"/> stands for it.</summary>
    private static IOperation Receiver(IOperation operation)
    {
        operation = operation.Unwrap();
        if (operation is not IConditionalAccessInstanceOperation) return operation;
        for (var part = operation; part.Parent is { } parent; part = parent)
            if (parent is IConditionalAccessOperation access && access.WhenNotNull == part) return access.Operation.Unwrap();
        return operation;
    }
}

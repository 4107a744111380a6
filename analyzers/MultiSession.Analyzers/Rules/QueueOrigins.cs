using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace MultiSession.Analyzers.Rules;

/// <summary>Remembers, within one type, which expressions each field, property and local got its queue from.</summary>
internal sealed class QueueOrigins(QueueCreations creations)
{
    private readonly ConcurrentDictionary<ISymbol, ImmutableArray<IOperation>> _origins = new(SymbolEqualityComparer.Default);

    /// <summary>Takes note of an initializer or assignment.</summary>
    public void Record(IOperation operation)
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
            case IAssignmentOperation assignment when assignment.Target.ReferencedSymbol() is { } target:
                Record(target, assignment.Value);
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
                if (source.ReferencedSymbol()?.OriginalDefinition is not { } symbol || !_origins.TryGetValue(symbol, out var origins)) return QueueBound.Unknown;
                if (!seen.Add(symbol)) continue;
                foreach (var origin in origins) pending.Push(origin);
            }
            else if (common is null) common = bound;
            else if (common != bound) return QueueBound.Unknown;
        }

        return common ?? QueueBound.Unknown;
    }

    /// <summary>A channel's writer is as bounded as its channel.</summary>
    private static IOperation ChannelOf(IOperation queue) =>
        Receiver(queue) is IPropertyReferenceOperation { Property.Name: "Writer", Instance: { } channel } ? Receiver(channel) : Receiver(queue);

    private void Record(ISymbol symbol, IOperation value)
    {
        if (value.Unwrap() is { ConstantValue: { HasValue: true, Value: null } }) return;
        _origins.AddOrUpdate(symbol.OriginalDefinition, [value], (_, known) => known.Add(value));
    }

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

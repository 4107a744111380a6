using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace MultiSession.Analyzers.Rules;

/// <summary>Tells from the expression that creates a channel, a blocking collection or a dataflow block whether it is bounded.</summary>
internal sealed class QueueCreations
{
    private const string Dataflow = "System.Threading.Tasks.Dataflow.";
    private const string BoundedCapacity = "BoundedCapacity";

    /// <summary>The blocks that queue what they are sent. A broadcast or write-once block keeps one item only.</summary>
    private static readonly ImmutableArray<string> QueueingBlocks =
        ["BufferBlock`1", "ActionBlock`1", "TransformBlock`2", "TransformManyBlock`2", "BatchBlock`1", "JoinBlock`2", "JoinBlock`3"];

    private readonly INamedTypeSymbol? _channel;
    private readonly INamedTypeSymbol? _blockingCollection;
    private readonly INamedTypeSymbol? _dataflowOptions;
    private readonly ImmutableHashSet<INamedTypeSymbol> _blocks;

    private QueueCreations(INamedTypeSymbol? channel, INamedTypeSymbol? blockingCollection, INamedTypeSymbol? dataflowOptions, ImmutableHashSet<INamedTypeSymbol> blocks)
    {
        _channel = channel;
        _blockingCollection = blockingCollection;
        _dataflowOptions = dataflowOptions;
        _blocks = blocks;
    }

    /// <summary>Resolves the types in <paramref name="compilation"/>; null when it knows none of them.</summary>
    public static QueueCreations? Create(Compilation compilation)
    {
        var channel = compilation.FindType("System.Threading.Channels.Channel");
        var blockingCollection = compilation.FindType("System.Collections.Concurrent.BlockingCollection`1");
        var dataflowOptions = compilation.FindType(Dataflow + "DataflowBlockOptions");
        if (channel is null && blockingCollection is null && dataflowOptions is null) return null;
        var blocks = QueueingBlocks.Select(name => compilation.FindType(Dataflow + name)).OfType<INamedTypeSymbol>();
        return new QueueCreations(channel, blockingCollection, dataflowOptions, blocks.ToImmutableHashSet<INamedTypeSymbol>(SymbolEqualityComparer.Default));
    }

    public QueueBound Classify(IOperation operation) => operation switch
    {
        IInvocationOperation invocation => ClassifyChannel(invocation.TargetMethod, invocation.Arguments),
        IMethodReferenceOperation reference => ClassifyChannel(reference.Method, []),
        IObjectCreationOperation { Constructor: not null, Type: INamedTypeSymbol type } creation => ClassifyCreation(creation, type.OriginalDefinition),
        _ => QueueBound.Unknown,
    };

    private QueueBound ClassifyChannel(IMethodSymbol method, ImmutableArray<IArgumentOperation> arguments)
    {
        if (!SymbolEqualityComparer.Default.Equals(method.ContainingType, _channel)) return QueueBound.Unknown;
        return method.Name switch
        {
            "CreateUnbounded" or "CreateUnboundedPrioritized" => QueueBound.Unbounded,
            "CreateBounded" => ClassifyFullMode(arguments.FirstOrDefault()?.Value.Unwrap()),
            _ => QueueBound.Unknown,
        };
    }

    private static QueueBound ClassifyFullMode(IOperation? capacityOrOptions) => capacityOrOptions switch
    {
        { Type.SpecialType: SpecialType.System_Int32 } => QueueBound.Bounded,
        IObjectCreationOperation options => AssignedValue(options, "FullMode") switch
        {
            null => QueueBound.Bounded,
            var value when value.Unwrap() is IFieldReferenceOperation { Field.Name: var mode } =>
                mode == "Wait" ? QueueBound.Bounded : QueueBound.Dropping,
            _ => QueueBound.Unknown,
        },
        _ => QueueBound.Unknown,
    };

    private QueueBound ClassifyCreation(IObjectCreationOperation creation, INamedTypeSymbol type)
    {
        if (SymbolEqualityComparer.Default.Equals(type, _blockingCollection))
            return creation.Arguments.Any(argument => argument.Parameter?.Type.SpecialType == SpecialType.System_Int32) ? QueueBound.Bounded : QueueBound.Unbounded;
        if (!_blocks.Contains(type)) return QueueBound.Unknown;
        var options = creation.Arguments.FirstOrDefault(argument => IsDataflowOptions(argument.Parameter?.Type));
        return options is null ? QueueBound.Unbounded : ClassifyOptions(options.Value.Unwrap());
    }

    private bool IsDataflowOptions(ITypeSymbol? type)
    {
        for (; type is not null; type = type.BaseType)
            if (SymbolEqualityComparer.Default.Equals(type, _dataflowOptions)) return true;
        return false;
    }

    private QueueBound ClassifyOptions(IOperation options) => options switch
    {
        IObjectCreationOperation creation when IsDataflowOptions(creation.Type) => ClassifyCapacity(AssignedValue(creation, BoundedCapacity)),
        ILocalReferenceOperation local => ClassifyLocalOptions(local),
        _ => QueueBound.Unknown,
    };

    /// <summary>A local is known when it is declared with a creation here and is only read, or given its capacity, after that.</summary>
    private QueueBound ClassifyLocalOptions(ILocalReferenceOperation options)
    {
        IOperation root = options;
        while (root.Parent is not null) root = root.Parent;
        IOperation? capacity = null;
        IObjectCreationOperation? creation = null;
        foreach (var operation in root.Descendants())
        {
            if (operation is IVariableDeclaratorOperation declarator && SymbolEqualityComparer.Default.Equals(declarator.Symbol, options.Local))
                creation = declarator.GetVariableInitializer()?.Value.Unwrap() as IObjectCreationOperation;
            else if (operation is ILocalReferenceOperation reference && SymbolEqualityComparer.Default.Equals(reference.Local, options.Local))
            {
                if (reference.Parent is IPropertyReferenceOperation property)
                {
                    if (property is { Property.Name: BoundedCapacity, Parent: ISimpleAssignmentOperation assignment } && assignment.Target == property)
                        capacity = assignment.Value;
                }
                else if (reference.Parent is not IArgumentOperation { Parent: IObjectCreationOperation { Type: INamedTypeSymbol block } } || !_blocks.Contains(block.OriginalDefinition))
                    return QueueBound.Unknown;
            }
        }

        return creation is null ? QueueBound.Unknown : ClassifyCapacity(capacity ?? AssignedValue(creation, BoundedCapacity));
    }

    private static QueueBound ClassifyCapacity(IOperation? capacity) =>
        capacity is null or { ConstantValue: { HasValue: true, Value: -1 } } ? QueueBound.Unbounded : QueueBound.Bounded;

    private static IOperation? AssignedValue(IObjectCreationOperation creation, string property) =>
        creation.Initializer?.Initializers.OfType<ISimpleAssignmentOperation>()
            .FirstOrDefault(assignment => assignment.Target is IPropertyReferenceOperation reference && reference.Property.Name == property)?.Value;
}

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

    private static QueueBound ClassifyFullMode(IOperation? capacityOrOptions)
    {
        if (capacityOrOptions?.Type?.SpecialType == SpecialType.System_Int32) return QueueBound.Bounded;
        if (!TryFindOption(capacityOrOptions, "FullMode", out var mode)) return QueueBound.Unknown;
        return mode?.Unwrap() switch
        {
            null or IFieldReferenceOperation { Field.Name: "Wait" } => QueueBound.Bounded,
            IFieldReferenceOperation => QueueBound.Dropping,
            _ => QueueBound.Unknown,
        };
    }

    private QueueBound ClassifyCreation(IObjectCreationOperation creation, INamedTypeSymbol type)
    {
        if (SymbolEqualityComparer.Default.Equals(type, _blockingCollection))
            return creation.Arguments.Any(argument => argument.Parameter?.Type.SpecialType == SpecialType.System_Int32) ? QueueBound.Bounded : QueueBound.Unbounded;
        if (!_blocks.Contains(type)) return QueueBound.Unknown;
        var options = creation.Arguments.FirstOrDefault(argument => IsDataflowOptions(argument.Parameter?.Type));
        if (options is null) return QueueBound.Unbounded;
        return TryFindOption(options.Value.Unwrap(), BoundedCapacity, out var capacity) ? ClassifyCapacity(capacity) : QueueBound.Unknown;
    }

    private bool IsDataflowOptions(ITypeSymbol? type)
    {
        for (; type is not null; type = type.BaseType)
            if (SymbolEqualityComparer.Default.Equals(type, _dataflowOptions)) return true;
        return false;
    }

    /// <summary>What an option is set to, null when it is left alone; false when the options come from elsewhere.</summary>
    private static bool TryFindOption(IOperation? options, string property, out IOperation? value)
    {
        value = null;
        if (options is ILocalReferenceOperation local) return TryFindOptionOfLocal(local, property, out value);
        if (options is not IObjectCreationOperation creation) return false;
        value = AssignedValue(creation, property);
        return true;
    }

    /// <summary>A local is known when it is declared with a creation here, its properties are set, and it is handed to queues only.</summary>
    private static bool TryFindOptionOfLocal(ILocalReferenceOperation options, string property, out IOperation? value)
    {
        IOperation root = options;
        while (root.Parent is not null) root = root.Parent;
        IOperation? assigned = null;
        IObjectCreationOperation? creation = null;
        value = null;
        foreach (var operation in root.Descendants())
        {
            if (operation is IVariableDeclaratorOperation declarator && SymbolEqualityComparer.Default.Equals(declarator.Symbol, options.Local))
                creation = declarator.GetVariableInitializer()?.Value.Unwrap() as IObjectCreationOperation;
            else if (operation is ILocalReferenceOperation reference && SymbolEqualityComparer.Default.Equals(reference.Local, options.Local))
            {
                if (reference.Parent is IPropertyReferenceOperation option)
                {
                    if (option.Property.Name == property && option.Parent is ISimpleAssignmentOperation assignment && assignment.Target == option) assigned = assignment.Value;
                }
                else if (!IsArgumentOfQueue(reference)) return false;
            }
        }

        if (creation is null) return false;
        value = assigned ?? AssignedValue(creation, property);
        return true;
    }

    private static bool IsArgumentOfQueue(ILocalReferenceOperation options)
    {
        var parent = options.Parent;
        while (parent is IConversionOperation) parent = parent.Parent;
        return parent is IArgumentOperation { Parent: IObjectCreationOperation or IInvocationOperation { TargetMethod: { Name: "CreateBounded", ContainingType.Name: "Channel" } } } argument &&
            argument.Parameter?.ContainingNamespace?.ToDisplayString() is "System.Threading.Channels" or "System.Threading.Tasks.Dataflow";
    }

    private static QueueBound ClassifyCapacity(IOperation? capacity) =>
        capacity is null or { ConstantValue: { HasValue: true, Value: -1 } } ? QueueBound.Unbounded : QueueBound.Bounded;

    private static IOperation? AssignedValue(IObjectCreationOperation creation, string property) =>
        creation.Initializer?.Initializers.OfType<ISimpleAssignmentOperation>()
            .FirstOrDefault(assignment => assignment.Target is IPropertyReferenceOperation reference && reference.Property.Name == property)?.Value;
}

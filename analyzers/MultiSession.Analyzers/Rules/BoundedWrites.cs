using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace MultiSession.Analyzers.Rules;

/// <summary>A call that writes one item to a queue: where to, which item, and whether its answer comes as a task.</summary>
internal readonly record struct BoundedWrite(IOperation Queue, IOperation? Item, bool IsAsync);

/// <summary>Recognises the writes that may be refused.</summary>
internal sealed class BoundedWrites
{
    private readonly INamedTypeSymbol? _channelWriter;
    private readonly INamedTypeSymbol? _blockingCollection;
    private readonly INamedTypeSymbol? _dataflowBlock;
    private readonly INamedTypeSymbol? _actionBlock;

    private BoundedWrites(Compilation compilation)
    {
        _channelWriter = compilation.FindType("System.Threading.Channels.ChannelWriter`1");
        _blockingCollection = compilation.FindType("System.Collections.Concurrent.BlockingCollection`1");
        _dataflowBlock = compilation.FindType("System.Threading.Tasks.Dataflow.DataflowBlock");
        _actionBlock = compilation.FindType("System.Threading.Tasks.Dataflow.ActionBlock`1");
    }

    /// <summary>Resolves the types in <paramref name="compilation"/>; null when it knows none of them.</summary>
    public static BoundedWrites? Create(Compilation compilation)
    {
        var writes = new BoundedWrites(compilation);
        return writes is { _channelWriter: null, _blockingCollection: null, _dataflowBlock: null } ? null : writes;
    }

    public BoundedWrite? Recognise(IInvocationOperation invocation)
    {
        var method = invocation.TargetMethod;
        var type = method.ContainingType.OriginalDefinition;
        switch (method.Name)
        {
            case "TryWrite" or "WriteAsync" when Is(type, _channelWriter) && invocation is { Instance: not null, Arguments.Length: > 0 }:
                return new BoundedWrite(invocation.Instance, invocation.Arguments[0].Value, method.Name == "WriteAsync");
            case "TryAdd" when Is(type, _blockingCollection) && invocation is { Instance: not null, Arguments.Length: > 0 }:
                return new BoundedWrite(invocation.Instance, invocation.Arguments[0].Value, IsAsync: false);
            // Each of these two keeps one item, by design.
            case "Post" or "SendAsync" when invocation.Arguments.Length > 0 && invocation.Arguments[0].Value.Unwrap().Type is { Name: "BroadcastBlock" or "WriteOnceBlock" }:
                return null;
            case "Post" or "SendAsync" when Is(type, _dataflowBlock) && invocation.Arguments.Length > 1:
                return new BoundedWrite(invocation.Arguments[0].Value, invocation.Arguments[1].Value, method.Name == "SendAsync");
            case "Post" when Is(type, _actionBlock) && invocation is { Instance: not null, Arguments.Length: > 0 }:
                return new BoundedWrite(invocation.Instance, invocation.Arguments[0].Value, IsAsync: false);
            default:
                return null;
        }
    }

    private static bool Is(INamedTypeSymbol type, INamedTypeSymbol? known) => SymbolEqualityComparer.Default.Equals(type, known);
}

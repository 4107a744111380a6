using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace MultiSession.Analyzers.Rules;

/// <summary>Finds the function that an operation runs in, and its control-flow graph.</summary>
internal static class Functions
{
    /// <summary>The lambda, local function or member body around <paramref name="operation"/>.</summary>
    public static IOperation Enclosing(IOperation operation)
    {
        while (operation.Parent is { } parent)
        {
            operation = parent;
            if (operation is IAnonymousFunctionOperation or ILocalFunctionOperation) break;
        }

        return operation;
    }

    /// <summary>The graph of <paramref name="function"/>; null when the code is too broken for one.</summary>
    public static ControlFlowGraph? GraphOf(IOperation function, CancellationToken cancellationToken)
    {
        var enclosing = new Stack<IOperation>();
        for (; function.Parent is not null; function = Enclosing(function)) enclosing.Push(function);
        var graph = function switch
        {
            IMethodBodyOperation body => ControlFlowGraph.Create(body, cancellationToken),
            IConstructorBodyOperation body => ControlFlowGraph.Create(body, cancellationToken),
            IBlockOperation body => ControlFlowGraph.Create(body, cancellationToken),
            IFieldInitializerOperation initializer => ControlFlowGraph.Create(initializer, cancellationToken),
            IPropertyInitializerOperation initializer => ControlFlowGraph.Create(initializer, cancellationToken),
            _ => null,
        };
        while (graph is not null && enclosing.Count > 0) graph = Nested(graph, enclosing.Pop());
        return graph;
    }

    private static ControlFlowGraph? Nested(ControlFlowGraph graph, IOperation function)
    {
        if (function is ILocalFunctionOperation local)
            return graph.LocalFunctions.Contains(local.Symbol, SymbolEqualityComparer.Default) ? graph.GetLocalFunctionControlFlowGraph(local.Symbol) : null;
        var lambda = graph.Blocks.SelectMany(Operations).SelectMany(operation => operation.DescendantsAndSelf())
            .OfType<IFlowAnonymousFunctionOperation>().FirstOrDefault(candidate => candidate.Syntax == function.Syntax);
        return lambda is null ? null : graph.GetAnonymousFunctionControlFlowGraph(lambda);
    }

    /// <summary>What a block evaluates, its branch condition last.</summary>
    public static IEnumerable<IOperation> Operations(BasicBlock block) => block.BranchValue is { } value ? block.Operations.Append(value) : block.Operations;
}

using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace MultiSession.Analyzers.Rules;

/// <summary>Finds the function that an operation runs in, and its control-flow graph.</summary>
internal static class Functions
{
    /// <summary>The lambda or local function around <paramref name="operation"/>; null when that is the member itself.</summary>
    public static IOperation? Enclosing(IOperation operation)
    {
        for (var parent = operation.Parent; parent is not null; parent = parent.Parent)
            if (parent is IAnonymousFunctionOperation or ILocalFunctionOperation) return parent;
        return null;
    }

    /// <summary>The graph of <paramref name="function"/>, which contains <paramref name="inside"/>; null when the code is too broken for one.</summary>
    public static ControlFlowGraph? GraphOf(OperationBlockAnalysisContext context, IOperation? function, IOperation inside)
    {
        var block = inside;
        while (block is not null && !context.OperationBlocks.Contains(block)) block = block.Parent;
        if (block is null) return null;
        var enclosing = new Stack<IOperation>();
        for (; function is not null; function = Enclosing(function)) enclosing.Push(function);
        ControlFlowGraph? graph = context.GetControlFlowGraph(block);
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

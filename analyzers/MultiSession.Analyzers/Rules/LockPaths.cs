using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace MultiSession.Analyzers.Rules;

/// <summary>Walks the paths of one function from where a lock is taken, and finds one that leaves it taken although another frees it.</summary>
internal sealed class LockPaths
{
    private readonly ControlFlowGraph _graph;
    private readonly IReadOnlyList<LockCall> _releases;
    private readonly List<LockEvent>[] _events;
    private readonly Dictionary<SyntaxNode, (BasicBlock Block, int Index)> _acquisitions = [];
    private readonly HashSet<ILoopOperation?> _releaseLoops;
    private readonly List<IConditionalOperation> _guards;

    public LockPaths(ControlFlowGraph graph, LockKey key, IReadOnlyList<LockCall> releases)
    {
        _graph = graph;
        _releases = releases;
        _releaseLoops = [.. releases.Select(release => Loop(release.Invocation))];
        _guards = [.. releases.SelectMany(release => ReleaseGuards.Of(release.Invocation)).Distinct()];
        _events = [.. graph.Blocks.Select(block => LockEvents.Of(block, key))];
        foreach (var block in graph.Blocks)
            for (var index = 0; index < _events[block.Ordinal].Count; index++)
                if (_events[block.Ordinal][index] is { Kind: LockEventKind.Acquire, Operation.Syntax: var syntax }) _acquisitions[syntax] = (block, index);
    }

    /// <summary>Null when every path frees the lock, when no path does (the function takes it for its caller), or when that cannot be told.</summary>
    public LockLeak? FindLeak(LockCall acquire, CancellationToken cancellationToken)
    {
        // Taken or freed several times in a loop, or under conditions that belong together: the graph cannot tell.
        if (_releaseLoops.Count > 1 || !_releaseLoops.Contains(Loop(acquire.Invocation)) || IsConditional(acquire.Invocation)) return null;
        if (!_acquisitions.TryGetValue(acquire.Invocation.Syntax, out var start) || !TakenFlag.TryFind(start.Block, acquire, out var flag)) return null;
        return new Walk(this, acquire, flag, cancellationToken).Run(start.Block, start.Index + 1);
    }

    private static ILoopOperation? Loop(IOperation operation)
    {
        for (var parent = operation.Parent; parent is not (null or IAnonymousFunctionOperation or ILocalFunctionOperation); parent = parent.Parent)
            if (parent is ILoopOperation loop) return loop;
        return null;
    }

    /// <summary>Whether an <c>if</c> decides about the acquisition, and every release stands outside it.</summary>
    private bool IsConditional(IInvocationOperation acquire)
    {
        for (var parent = acquire.Parent; parent is not (null or IAnonymousFunctionOperation or ILocalFunctionOperation); parent = parent.Parent)
        {
            if (parent is IConditionalOperation conditional && !conditional.Condition.Syntax.Span.Contains(acquire.Syntax.Span))
                return !_releases.Any(release => conditional.Syntax.Span.Contains(release.Invocation.Syntax.Span));
        }

        return false;
    }

    private bool Frees(ControlFlowRegion region)
    {
        for (var ordinal = region.FirstBlockOrdinal; ordinal <= region.LastBlockOrdinal; ordinal++)
            if (_events[ordinal].Any(candidate => candidate.Kind == LockEventKind.Release)) return true;
        return false;
    }

    /// <summary>Whether the block decides about a release that is followed by what follows without it: <c>if (taken) Release();</c>.</summary>
    private bool GuardsRelease(BasicBlock block, LockCall acquire) => block is { ConditionKind: not ControlFlowConditionKind.None, BranchValue: { } condition } &&
        _guards.Exists(guard => guard.Condition.Syntax.Span.Contains(condition.Syntax.Span) && !guard.Syntax.Span.Contains(acquire.Invocation.Syntax.Span));

    /// <summary>One walk: the places still to visit, and what was learned on the way.</summary>
    private sealed class Walk(LockPaths paths, LockCall acquire, TakenFlag flag, CancellationToken cancellationToken)
    {
        private readonly Stack<(BasicBlock Block, int From, bool Exceptional)> _pending = new();
        private readonly HashSet<(int Block, bool Exceptional)> _seen = [];
        private LockLeak? _leak;
        private LockLeak? _escape;
        private bool _freed;
        private bool _freedOutsideFinally;

        public LockLeak? Run(BasicBlock start, int from)
        {
            if (flag.IsBranchOf(start)) Follow(start, TakenFlag.TakenBranch(start), exceptional: false);
            else _pending.Push((start, from, false));
            while (_pending.Count > 0)
            {
                cancellationToken.ThrowIfCancellationRequested();
                var (block, index, exceptional) = _pending.Pop();
                Visit(block, index, exceptional);
            }

            if (_freed && _leak is not null) return _leak;
            // A call between the acquisition and the try that frees the lock is a gap, but a small one.
            return _freedOutsideFinally ? _escape : null;
        }

        private void Visit(BasicBlock block, int from, bool exceptional)
        {
            var events = paths._events[block.Ordinal];
            for (var i = from; i < events.Count; i++)
            {
                switch (events[i].Kind)
                {
                    case LockEventKind.Release:
                        _freed |= !exceptional;
                        _freedOutsideFinally |= !exceptional;
                        return;
                    case LockEventKind.Acquire:
                        return;
                    default:
                        Throw(block, events[i].Operation.Syntax, "something throws");
                        break;
                }
            }

            if (paths.GuardsRelease(block, acquire)) _freed |= !exceptional;
            else if (flag.IsTestedBy(block)) Follow(block, TakenFlag.TakenBranch(block), exceptional);
            else
            {
                Follow(block, block.FallThroughSuccessor, exceptional);
                Follow(block, block.ConditionalSuccessor, exceptional);
            }
        }

        private void Follow(BasicBlock block, ControlFlowBranch? branch, bool exceptional)
        {
            if (branch is null) return;
            if (branch.Semantics is ControlFlowBranchSemantics.Throw or ControlFlowBranchSemantics.Rethrow)
            {
                Throw(block, LastSyntax(block), "an exception is thrown");
            }
            else if (branch.FinallyRegions.Any(paths.Frees)) _freed |= !exceptional;
            else if (branch.Destination is { Kind: BasicBlockKind.Exit }) Leave(block);
            else if (branch.Destination is { } next && _seen.Add((next.Ordinal, exceptional))) _pending.Push((next, 0, exceptional));
        }

        private void Leave(BasicBlock block)
        {
            if (HandOver.IsLikely(acquire, block.BranchValue)) return;
            _leak ??= new LockLeak("the path leaves", LastSyntax(block));
        }

        private SyntaxNode LastSyntax(BasicBlock block) => (block.BranchValue ?? block.Operations.LastOrDefault() ?? acquire.Invocation).Syntax;

        /// <summary>Follows an exception outwards: a finally frees the lock or does not, a handler may.</summary>
        private void Throw(BasicBlock block, SyntaxNode where, string what)
        {
            for (var region = block.EnclosingRegion; region.EnclosingRegion is { } outer; region = outer)
            {
                if (region.Kind != ControlFlowRegionKind.Try) continue;
                if (outer.NestedRegions.Any(nested => nested.Kind == ControlFlowRegionKind.Finally && paths.Frees(nested))) return;
                foreach (var handler in outer.NestedRegions.Where(nested => nested.Kind is ControlFlowRegionKind.Catch or ControlFlowRegionKind.FilterAndHandler))
                {
                    var entry = paths._graph.Blocks[handler.FirstBlockOrdinal];
                    if (_seen.Add((entry.Ordinal, true))) _pending.Push((entry, 0, true));
                    if (handler.Kind == ControlFlowRegionKind.Catch && handler.ExceptionType is { Name: "Exception" or "Object" }) return;
                }
            }

            _escape ??= new LockLeak(what, where);
        }
    }
}

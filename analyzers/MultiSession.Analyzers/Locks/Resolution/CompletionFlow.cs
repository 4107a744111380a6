using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using MultiSession.Analyzers.Locks.Lowering;

namespace MultiSession.Analyzers.Locks.Resolution;

/// <summary>How the completion sources in a variable or collection are made.</summary>
internal sealed class CompletionFlow(Facts facts)
{
    private readonly Lazy<ILookup<ISymbol, (ISymbol Target, bool RunsInline, ISymbol? Source)>> _flows = facts.CompletionFlows.By(static flow => flow.Target);

    /// <summary>Whether all that are made for the variable run their continuations on the thread that completes them.</summary>
    public bool RunsInline(ISymbol storage)
    {
        var made = MadeFor(storage).ToList();
        // Of what a local is given by the program's own collections, all that the program makes may be there.
        if (made.Count == 0 && storage is ILocalSymbol && facts.IsWhole) made = [.. facts.CompletionFlows.Where(static flow => flow.Source is null).Select(static flow => flow.RunsInline)];
        return made.Count > 0 && made.TrueForAll(static runsInline => runsInline);
    }

    private IEnumerable<bool> MadeFor(ISymbol storage)
    {
        var seen = new HashSet<ISymbol>(SymbolEqualityComparer.Default) { storage };
        var open = new Stack<ISymbol>(seen);
        while (open.Count > 0)
        {
            foreach (var (_, runsInline, source) in _flows.Value[open.Pop()])
            {
                if (source is null) yield return runsInline;
                else if (seen.Add(source)) open.Push(source);
            }
        }
    }
}

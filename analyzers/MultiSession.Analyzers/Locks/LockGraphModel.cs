using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace MultiSession.Analyzers.Locks;

/// <summary>A lock of the program, named <c>Namespace.Type.member</c> (<c>Namespace.Type</c> for <c>lock(this)</c>), and without the namespace in short.</summary>
internal sealed record LockNode(int Id, string Name, string ShortName, string Kind, Location Location);

/// <summary>"<paramref name="To"/> is acquired while <paramref name="From"/> is held": how often, and one witness.</summary>
internal sealed record LockEdge(int From, int To, int Count, bool InCycle, ImmutableArray<StoryStep> Witness);

/// <summary>One step of a thread's story: where, and what happens there.</summary>
internal sealed record StoryStep(int Thread, string Message, Location Location);

/// <summary>The lock graph of one program, ready to draw.</summary>
internal sealed record LockGraphModel(ImmutableArray<LockNode> Locks, ImmutableArray<LockEdge> Edges);

/// <summary>What an analysis found: the diagnostics of the lock rules, and the graph that they were read from.</summary>
internal sealed record LockAnalysisResult(LockGraphModel Graph, ImmutableArray<Diagnostic> Diagnostics);

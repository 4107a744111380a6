using System.Collections.Immutable;
using MultiSession.Analyzers.Locks;
using MultiSession.Tool.Reporting;

namespace MultiSession.Tool.Graphs;

/// <summary>The part of a lock graph that is drawn, with positions as text. Ids are dense: a node's id is its index.</summary>
internal sealed record LockGraphView(ImmutableArray<LockGraphView.Node> Nodes, ImmutableArray<LockGraphView.Edge> Edges, int HiddenLocks)
{
    // A picture with more boxes or arrows than this is read only for what matters.
    private const int ManyLocks = 40;
    private const int ManyEdges = 60;

    /// <param name="Id">The index of the node.</param>
    /// <param name="Name">The lock's full name.</param>
    /// <param name="Short">The same as it stands in a box, and</param>
    /// <param name="Namespace">what stands below it.</param>
    /// <param name="Kind">What kind of lock it is.</param>
    /// <param name="Position">Where it is declared.</param>
    /// <param name="InCycle">Whether an edge of a cycle touches it.</param>
    internal sealed record Node(int Id, string Name, string Short, string Namespace, string Kind, string Position, bool InCycle);

    /// <param name="From">The lock that is held.</param>
    /// <param name="To">The lock that is acquired.</param>
    /// <param name="Count">At how many places.</param>
    /// <param name="InCycle">Whether the edge lies on a cycle.</param>
    /// <param name="IsImplied">Whether it is left out of pictures, because a longer way shows the same order.</param>
    /// <param name="Witness">One way to it, a line for each step.</param>
    internal sealed record Edge(int From, int To, int Count, bool InCycle, bool IsImplied, ImmutableArray<string> Witness);

    public IEnumerable<Edge> DrawnEdges => Edges.Where(edge => !edge.IsImplied);

    /// <summary>One line for a reader: what is drawn, and what is not.</summary>
    public string Caption
    {
        get
        {
            var locks = HiddenLocks > 0 ? $"; {HiddenLocks} locks without an edge are left out" : "";
            var implied = Edges.Count(edge => edge.IsImplied);
            var edges = implied > 0 ? $"; {implied} edges that follow from others are left out" : "";
            return $"{Nodes.Length} locks, {Edges.Length - implied} edges: an arrow leads from a held lock to one acquired meanwhile; cycles are red{locks}{edges}";
        }
    }

    /// <param name="graph">The lock graph.</param>
    /// <param name="root">The folder that positions are relative to.</param>
    /// <param name="all">Whether locks without an edge and implied edges are drawn even when the graph is large.</param>
    public static LockGraphView Create(LockGraphModel graph, string root, bool all)
    {
        var touched = graph.Edges.SelectMany(edge => new[] { edge.From, edge.To }).ToHashSet();
        var cyclic = graph.Edges.Where(edge => edge.InCycle).SelectMany(edge => new[] { edge.From, edge.To }).ToHashSet();
        var drawn = graph.Locks
            .Where(node => all || graph.Locks.Length <= ManyLocks || touched.Contains(node.Id))
            .OrderBy(node => node.Name, StringComparer.Ordinal).ThenBy(node => node.Id)
            .ToArray();
        var index = drawn.Select((node, i) => (node.Id, i)).ToDictionary(pair => pair.Id, pair => pair.i);
        var edges = graph.Edges.OrderBy(edge => index[edge.From]).ThenBy(edge => index[edge.To]).ToArray();
        var implied = all || edges.Length <= ManyEdges
            ? new bool[edges.Length]
            : TransitiveReduction.Implied(drawn.Length, [.. edges.Select(edge => (index[edge.From], index[edge.To]))]);
        return new LockGraphView(
            [.. drawn.Select((node, i) => CreateNode(i, node, root, cyclic.Contains(node.Id)))],
            [
                .. edges.Select((edge, i) => new Edge(
                    index[edge.From], index[edge.To], edge.Count, edge.InCycle, implied[i] && !edge.InCycle, Witness(root, edge))),
            ],
            graph.Locks.Length - drawn.Length);
    }

    private static Node CreateNode(int id, LockNode node, string root, bool inCycle)
    {
        var (name, space) = LockName.Split(node.Name, node.ShortName);
        return new Node(id, node.Name, name, space, node.Kind, Position(root, node.Location), inCycle);
    }

    private static ImmutableArray<string> Witness(string root, LockEdge edge) =>
        [.. edge.Witness.Select(step => $"{step.Message} ({Position(root, step.Location)})")];

    private static string Position(string root, Microsoft.CodeAnalysis.Location location)
    {
        if (!location.IsInSource) return "no source"; // the lock is a library's
        var span = location.GetLineSpan();
        return $"{SourcePath.Display(root, span.Path)}:{span.StartLinePosition.Line + 1}";
    }
}

namespace MultiSession.Tool.Graphs.Layout;

/// <summary>First steps of a layered drawing: which edges are turned around to remove cycles, and which layer each node is in.</summary>
internal sealed class Layering
{
    private readonly List<int>[] _successors;

    public Layering(int nodeCount, IReadOnlyList<(int From, int To)> edges)
    {
        Reversed = new bool[edges.Count];
        _successors = [.. Enumerable.Range(0, nodeCount).Select(_ => new List<int>())];
        for (var i = 0; i < edges.Count; i++)
            if (edges[i].From != edges[i].To) _successors[edges[i].From].Add(i);
        var order = RemoveCycles(edges);
        Layers = LongestPaths(order, edges);
    }

    /// <summary>By edge: whether it points against the layers.</summary>
    public bool[] Reversed { get; }

    /// <summary>By node: its layer, from 0.</summary>
    public int[] Layers { get; }

    /// <summary>Depth first with an explicit stack; an edge back to a node on the path is turned around. The answer is a topological order.</summary>
    private int[] RemoveCycles(IReadOnlyList<(int From, int To)> edges)
    {
        const byte OnPath = 1, Done = 2;
        var state = new byte[_successors.Length];
        var finished = new List<int>(_successors.Length);
        var inDegree = new int[_successors.Length];
        foreach (var (from, to) in edges) inDegree[to] += from == to ? 0 : 1;
        foreach (var start in Enumerable.Range(0, _successors.Length).OrderBy(node => inDegree[node] - _successors[node].Count))
        {
            if (state[start] != 0) continue;
            var path = new Stack<(int Node, int Next)>([(start, 0)]);
            state[start] = OnPath;
            while (path.TryPop(out var top))
            {
                if (top.Next == _successors[top.Node].Count)
                {
                    state[top.Node] = Done;
                    finished.Add(top.Node);
                    continue;
                }

                path.Push((top.Node, top.Next + 1));
                var edge = _successors[top.Node][top.Next];
                var to = edges[edge].To;
                if (state[to] == OnPath) Reversed[edge] = true;
                else if (state[to] == 0)
                {
                    state[to] = OnPath;
                    path.Push((to, 0));
                }
            }
        }

        finished.Reverse();
        return [.. finished];
    }

    private int[] LongestPaths(int[] order, IReadOnlyList<(int From, int To)> edges)
    {
        var incoming = Enumerable.Range(0, _successors.Length).Select(_ => new List<int>()).ToArray();
        var outgoing = Enumerable.Range(0, _successors.Length).Select(_ => new List<int>()).ToArray();
        for (var i = 0; i < edges.Count; i++)
        {
            if (edges[i].From == edges[i].To) continue;
            var (from, to) = Reversed[i] ? (edges[i].To, edges[i].From) : edges[i];
            incoming[to].Add(from);
            outgoing[from].Add(to);
        }

        var layers = new int[_successors.Length];
        foreach (var node in order) layers[node] = incoming[node].Select(from => layers[from] + 1).DefaultIfEmpty(0).Max();
        // A node that only leads somewhere moves next to it, so that its edges are short.
        foreach (var node in order.Reverse())
            if (incoming[node].Count == 0 && outgoing[node].Count > 0) layers[node] = outgoing[node].Min(to => layers[to]) - 1;
        return layers;
    }
}

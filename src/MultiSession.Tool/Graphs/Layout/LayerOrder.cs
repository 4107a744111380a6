namespace MultiSession.Tool.Graphs.Layout;

/// <summary>
/// The vertices of a layered graph, in layers: nodes, and a stand-in on every layer that a long edge passes. Orders each
/// layer by sweeps of the barycenter method and keeps the order with the fewest crossings.
/// </summary>
internal sealed class LayerOrder
{
    private const int Sweeps = 24;

    public LayerOrder(Layering layering, int nodeCount, IReadOnlyList<(int From, int To)> edges)
    {
        for (var node = 0; node < nodeCount; node++) Add(node, layering.Layers[node]);
        Paths = new int[edges.Count][];
        for (var i = 0; i < edges.Count; i++)
        {
            var (from, to) = layering.Reversed[i] ? (edges[i].To, edges[i].From) : edges[i];
            Paths[i] = from == to ? [] : Path(from, to, layering.Layers);
        }

        ReduceCrossings();
    }

    /// <summary>By vertex: its node, or -1 for a stand-in.</summary>
    public List<int> NodeOf { get; } = [];

    /// <summary>By layer: its vertices, top to bottom.</summary>
    public List<List<int>> Layers { get; } = [];

    /// <summary>By edge: the vertices that it passes, one on each layer; empty for a self-loop.</summary>
    public int[][] Paths { get; }

    public List<List<int>> Before { get; } = [];

    public List<List<int>> After { get; } = [];

    private int Add(int node, int layer)
    {
        while (Layers.Count <= layer) Layers.Add([]);
        var vertex = NodeOf.Count;
        NodeOf.Add(node);
        Before.Add([]);
        After.Add([]);
        Layers[layer].Add(vertex);
        return vertex;
    }

    private int[] Path(int from, int to, int[] layers)
    {
        var path = new List<int> { from };
        for (var layer = layers[from] + 1; layer < layers[to]; layer++) path.Add(Add(-1, layer));
        path.Add(to);
        foreach (var (left, right) in path.Zip(path.Skip(1)))
        {
            After[left].Add(right);
            Before[right].Add(left);
        }

        return [.. path];
    }

    private void ReduceCrossings()
    {
        var rank = new double[NodeOf.Count];
        Rank(rank);
        var best = Layers.Select(layer => layer.ToArray()).ToArray();
        var fewest = Crossings(rank);
        for (var sweep = 0; sweep < Sweeps && fewest > 0; sweep++)
        {
            var isForward = sweep % 2 == 0;
            foreach (var layer in isForward ? Layers : Layers.AsEnumerable().Reverse())
            {
                var neighbours = isForward ? Before : After;
                var sorted = layer.OrderBy(vertex => neighbours[vertex].Count == 0 ? rank[vertex] : neighbours[vertex].Average(other => rank[other])).ToArray();
                for (var i = 0; i < sorted.Length; i++) rank[layer[i] = sorted[i]] = i;
            }

            var crossings = Crossings(rank);
            if (crossings >= fewest) continue;
            fewest = crossings;
            best = [.. Layers.Select(layer => layer.ToArray())];
        }

        for (var i = 0; i < best.Length; i++) Layers[i] = [.. best[i]];
    }

    private void Rank(double[] rank)
    {
        foreach (var layer in Layers)
            for (var i = 0; i < layer.Count; i++) rank[layer[i]] = i;
    }

    /// <summary>Inversions among the edges between neighbouring layers, counted with a Fenwick tree.</summary>
    private long Crossings(double[] rank)
    {
        var crossings = 0L;
        for (var i = 0; i + 1 < Layers.Count; i++)
        {
            var counts = new int[Layers[i + 1].Count + 1];
            var total = 0;
            foreach (var ends in Layers[i].Select(vertex => After[vertex].Select(other => (int)rank[other]).Order().ToArray()))
            {
                foreach (var end in ends)
                {
                    var below = 0;
                    for (var k = end + 1; k > 0; k &= k - 1) below += counts[k];
                    crossings += total - below;
                }

                foreach (var end in ends)
                {
                    for (var k = end + 1; k < counts.Length; k += k & -k) counts[k]++;
                    total++;
                }
            }
        }

        return crossings;
    }
}

namespace MultiSession.Tool.Graphs.Layout;

/// <summary>
/// Places the vertices of each layer as near to their neighbours as their order and distances allow: least squares under
/// order constraints, which pooling adjacent violators solves exactly for one layer; sweeps settle the whole.
/// </summary>
internal sealed class VerticalPositions(LayerOrder order, Func<int, double> heightOf)
{
    private const int Sweeps = 16;
    private const double Gap = 14;
    private const double StandInGap = 8;

    /// <summary>By vertex: the middle of its box.</summary>
    public double[] Compute()
    {
        var middle = new double[order.NodeOf.Count];
        foreach (var layer in order.Layers)
        {
            var offsets = Offsets(layer);
            for (var i = 0; i < layer.Count; i++) middle[layer[i]] = offsets[i] - offsets[^1] / 2;
        }

        for (var sweep = 0; sweep < Sweeps; sweep++)
        {
            var isForward = sweep % 2 == 0;
            foreach (var layer in isForward ? order.Layers : order.Layers.AsEnumerable().Reverse()) Settle(layer, middle, both: sweep >= Sweeps / 2, isForward);
        }

        var top = order.Layers.SelectMany(layer => layer).Min(vertex => middle[vertex] - heightOf(vertex) / 2);
        return [.. middle.Select(value => value - top)];
    }

    private void Settle(List<int> layer, double[] middle, bool both, bool isForward)
    {
        var offsets = Offsets(layer);
        var blocks = new List<(double Sum, double Weight, int Count)>(layer.Count);
        for (var i = 0; i < layer.Count; i++)
        {
            var (wanted, weight) = Wanted(layer[i], middle, both, isForward);
            blocks.Add(((wanted - offsets[i]) * weight, weight, 1));
            while (blocks.Count > 1 && Mean(blocks[^2]) > Mean(blocks[^1]))
            {
                var (above, below) = (blocks[^2], blocks[^1]);
                blocks.RemoveAt(blocks.Count - 1);
                blocks[^1] = (above.Sum + below.Sum, above.Weight + below.Weight, above.Count + below.Count);
            }
        }

        var vertex = 0;
        foreach (var block in blocks)
            for (var i = 0; i < block.Count; i++, vertex++) middle[layer[vertex]] = Mean(block) + offsets[vertex];

        static double Mean((double Sum, double Weight, int Count) block) => block.Sum / block.Weight;
    }

    private (double Position, double Weight) Wanted(int vertex, double[] middle, bool both, bool isForward)
    {
        const double Straight = 8, Loose = 0.05;
        var (sum, weight) = (0.0, 0.0);
        if (both || isForward) Pull(order.Before[vertex]);
        if (both || !isForward) Pull(order.After[vertex]);
        return weight == 0 ? (middle[vertex], Loose) : (sum / weight, weight);

        void Pull(List<int> neighbours)
        {
            foreach (var other in neighbours)
            {
                var pull = order.NodeOf[vertex] < 0 && order.NodeOf[other] < 0 ? Straight : 1;
                sum += middle[other] * pull;
                weight += pull;
            }
        }
    }

    /// <summary>The least distances of a layer's vertices from its first.</summary>
    private double[] Offsets(List<int> layer)
    {
        var offsets = new double[layer.Count];
        for (var i = 1; i < layer.Count; i++)
        {
            var gap = order.NodeOf[layer[i]] < 0 && order.NodeOf[layer[i - 1]] < 0 ? StandInGap : Gap;
            offsets[i] = offsets[i - 1] + (heightOf(layer[i - 1]) + heightOf(layer[i])) / 2 + gap;
        }

        return offsets;
    }
}

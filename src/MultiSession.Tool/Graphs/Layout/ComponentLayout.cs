using System.Collections.Immutable;

namespace MultiSession.Tool.Graphs.Layout;

/// <summary>Draws one connected graph in layers from left to right (after Sugiyama): boxes in columns, edges as paths between them.</summary>
internal static class ComponentLayout
{
    private const double ColumnGap = 70;
    private const double MaxColumnGap = 220;
    private const double GapPerEdge = 2.5;
    private const double PortDistance = 6;
    private const double PortMargin = 8;
    private const double LoopSize = 22;

    public static GraphLayout Create(GraphShape shape)
    {
        var layering = new Layering(shape.Sizes.Length, shape.Edges);
        var order = new LayerOrder(layering, shape.Sizes.Length, shape.Edges);
        var heights = Heights(shape, order);
        var middles = new VerticalPositions(order, vertex => order.NodeOf[vertex] < 0 ? 0 : heights[order.NodeOf[vertex]]).Compute();
        var columns = Columns(shape, order);

        var boxes = new Box[shape.Sizes.Length];
        for (var layer = 0; layer < order.Layers.Count; layer++)
            foreach (var vertex in order.Layers[layer].Where(vertex => order.NodeOf[vertex] >= 0))
                boxes[order.NodeOf[vertex]] = new Box(columns[layer].X, middles[vertex] - heights[order.NodeOf[vertex]] / 2, shape.Sizes[order.NodeOf[vertex]].Width, heights[order.NodeOf[vertex]]);

        var routes = Route(shape, layering, order, middles, columns, boxes);
        var points = routes.SelectMany(route => route).ToArray();
        return new GraphLayout(
            Math.Max(boxes.Max(box => box.X + box.Width), points.Select(point => point.X).DefaultIfEmpty().Max()),
            Math.Max(boxes.Max(box => box.Y + box.Height), points.Select(point => point.Y).DefaultIfEmpty().Max()),
            [.. boxes],
            routes);
    }

    /// <summary>A box is tall enough for the edges that end at one side of it.</summary>
    private static double[] Heights(GraphShape shape, LayerOrder order) =>
        [.. shape.Sizes.Select((size, node) => Math.Max(size.Height, 2 * PortMargin + PortDistance * Math.Max(order.Before[node].Count, order.After[node].Count)))];

    private static (double X, double Width)[] Columns(GraphShape shape, LayerOrder order)
    {
        var columns = new (double X, double Width)[order.Layers.Count];
        var x = 0.0;
        for (var layer = 0; layer < columns.Length; layer++)
        {
            var width = order.Layers[layer].Where(vertex => order.NodeOf[vertex] >= 0).Select(vertex => shape.Sizes[order.NodeOf[vertex]].Width).DefaultIfEmpty().Max();
            columns[layer] = (x, width);
            var edges = order.Layers[layer].Sum(vertex => order.After[vertex].Count);
            x += width + Math.Min(MaxColumnGap, ColumnGap + GapPerEdge * edges);
        }

        return columns;
    }

    private static ImmutableArray<ImmutableArray<Point>> Route(
        GraphShape shape, Layering layering, LayerOrder order, double[] middles, (double X, double Width)[] columns, Box[] boxes)
    {
        var leaving = Ports(shape, order, boxes, middles, atEnd: false);
        var arriving = Ports(shape, order, boxes, middles, atEnd: true);
        var routes = ImmutableArray.CreateBuilder<ImmutableArray<Point>>(shape.Edges.Length);
        for (var edge = 0; edge < shape.Edges.Length; edge++)
        {
            var path = order.Paths[edge];
            if (path.Length == 0)
            {
                routes.Add(Loop(boxes[shape.Edges[edge].From]));
                continue;
            }

            var first = boxes[path[0]];
            var layer = layering.Layers[path[0]];
            var points = new List<Point> { new(first.X + first.Width, leaving[edge]) };
            // Straight on until the column ends: a wider box may stand above or below.
            if (columns[layer].Width > first.Width) points.Add(new Point(columns[layer].X + columns[layer].Width, leaving[edge]));
            foreach (var vertex in path.Skip(1).SkipLast(1))
            {
                layer++;
                points.Add(new Point(columns[layer].X, middles[vertex]));
                points.Add(new Point(columns[layer].X + columns[layer].Width, middles[vertex]));
            }

            points.Add(new Point(boxes[path[^1]].X, arriving[edge]));
            if (layering.Reversed[edge]) points.Reverse();
            routes.Add([.. points]);
        }

        return routes.MoveToImmutable();
    }

    /// <summary>Spreads the edges at one side of each box, in the order in which they come from the other side.</summary>
    private static double[] Ports(GraphShape shape, LayerOrder order, Box[] boxes, double[] middles, bool atEnd)
    {
        var ports = new double[shape.Edges.Length];
        var byNode = Enumerable.Range(0, shape.Edges.Length)
            .Where(edge => order.Paths[edge].Length > 0)
            .GroupBy(edge => order.Paths[edge][atEnd ? ^1 : 0]);
        foreach (var side in byNode)
        {
            var edges = side.OrderBy(edge => middles[order.Paths[edge][atEnd ? ^2 : 1]]).ThenBy(edge => edge).ToArray();
            var box = boxes[side.Key];
            for (var i = 0; i < edges.Length; i++) ports[edges[i]] = box.Y + box.Height * (i + 1) / (edges.Length + 1);
        }

        return ports;
    }

    private static ImmutableArray<Point> Loop(Box box)
    {
        var (x, top) = (box.X + box.Width * 3 / 4, box.Y);
        return [new(x, top), new(x, top - LoopSize / 2), new(x + LoopSize, top - LoopSize / 2), new(x + LoopSize, top)];
    }
}

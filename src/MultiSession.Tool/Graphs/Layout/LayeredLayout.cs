using System.Collections.Immutable;

namespace MultiSession.Tool.Graphs.Layout;

/// <summary>Lays out a graph: each connected part on its own, the given first ones first, then packed into rows like text.</summary>
internal static class LayeredLayout
{
    private const double Margin = 32;
    private const double Spacing = 40;
    private const double PreferredWidth = 1500;

    /// <param name="shape">The graph.</param>
    /// <param name="isImportant">By node: whether the part that it belongs to comes first.</param>
    public static GraphLayout Create(GraphShape shape, Func<int, bool> isImportant)
    {
        var parts = Components(shape)
            .OrderByDescending(part => part.Any(isImportant)).ThenByDescending(part => part.Length).ThenBy(part => part[0])
            .Select(part => (Nodes: part, Layout: Part(shape, part, out var edges), Edges: edges))
            .ToArray();
        var boxes = new Box[shape.Sizes.Length];
        var routes = new ImmutableArray<Point>[shape.Edges.Length];
        var rowWidth = parts.Select(part => part.Layout.Width).Append(PreferredWidth).Max();
        var (x, y, rowHeight, width) = (Margin, Margin, 0.0, 0.0);
        foreach (var (nodes, layout, edges) in parts)
        {
            if (x > Margin && x + layout.Width > Margin + rowWidth) (x, y, rowHeight) = (Margin, y + rowHeight + Spacing, 0);
            for (var i = 0; i < nodes.Length; i++) boxes[nodes[i]] = layout.Boxes[i] with { X = layout.Boxes[i].X + x, Y = layout.Boxes[i].Y + y };
            for (var i = 0; i < edges.Length; i++) routes[edges[i]] = [.. layout.Routes[i].Select(point => new Point(point.X + x, point.Y + y))];
            x += layout.Width + Spacing;
            rowHeight = Math.Max(rowHeight, layout.Height);
            width = Math.Max(width, x);
        }

        return new GraphLayout(width - Spacing + Margin, y + rowHeight + Margin, [.. boxes], [.. routes]);
    }

    private static GraphLayout Part(GraphShape shape, int[] nodes, out int[] edges)
    {
        var local = nodes.Select((node, i) => (node, i)).ToDictionary(pair => pair.node, pair => pair.i);
        edges = [.. Enumerable.Range(0, shape.Edges.Length).Where(edge => local.ContainsKey(shape.Edges[edge].From))];
        return ComponentLayout.Create(new GraphShape(
            [.. nodes.Select(node => shape.Sizes[node])],
            [.. edges.Select(edge => (local[shape.Edges[edge].From], local[shape.Edges[edge].To]))]));
    }

    private static IEnumerable<int[]> Components(GraphShape shape)
    {
        var parent = Enumerable.Range(0, shape.Sizes.Length).ToArray();
        foreach (var (from, to) in shape.Edges) parent[Find(from)] = Find(to);
        return Enumerable.Range(0, parent.Length).GroupBy(Find).Select(part => part.ToArray());

        int Find(int node)
        {
            while (parent[node] != node) node = parent[node] = parent[parent[node]];
            return node;
        }
    }
}

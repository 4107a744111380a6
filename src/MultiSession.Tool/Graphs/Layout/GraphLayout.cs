using System.Collections.Immutable;

namespace MultiSession.Tool.Graphs.Layout;

/// <summary>Where a node's box stands; its id is its index.</summary>
internal readonly record struct Box(double X, double Y, double Width, double Height);

/// <summary>A point of an edge's path.</summary>
internal readonly record struct Point(double X, double Y);

/// <summary>A drawing: boxes by node, paths by edge (each in the edge's own direction).</summary>
internal sealed record GraphLayout(double Width, double Height, ImmutableArray<Box> Boxes, ImmutableArray<ImmutableArray<Point>> Routes);

/// <summary>What is laid out: the sizes of boxes and the edges between them. Self-loops are allowed, parallel edges too.</summary>
internal sealed record GraphShape(ImmutableArray<(double Width, double Height)> Sizes, ImmutableArray<(int From, int To)> Edges);

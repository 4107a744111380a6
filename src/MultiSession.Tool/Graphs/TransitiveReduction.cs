using System.Collections;

namespace MultiSession.Tool.Graphs;

/// <summary>
/// Finds the edges that a picture can do without, because a longer way leads from the same lock to the same lock. Edges
/// inside a strongly connected part are all kept: they are what cycles are made of.
/// </summary>
internal static class TransitiveReduction
{
    public static bool[] Implied(int nodeCount, IReadOnlyList<(int From, int To)> edges)
    {
        var part = StronglyConnectedParts(nodeCount, edges, out var partCount);
        // Parts are numbered in reverse topological order: every edge between parts leads to a lower number.
        var targets = Enumerable.Range(0, partCount).Select(_ => new SortedSet<int>()).ToArray();
        foreach (var (from, to) in edges)
            if (part[from] != part[to]) targets[part[from]].Add(part[to]);
        var reach = new BitArray[partCount];
        var needed = new HashSet<(int, int)>();
        for (var from = 0; from < partCount; from++)
        {
            reach[from] = new BitArray(partCount);
            foreach (var to in targets[from].Reverse())
            {
                if (reach[from][to]) continue;
                needed.Add((from, to));
                reach[from].Or(reach[to]).Set(to, true);
            }
        }

        // Of parallel edges between two parts, the first one stands for all.
        return [.. edges.Select(edge => part[edge.From] != part[edge.To] && !needed.Remove((part[edge.From], part[edge.To])))];
    }

    /// <summary>Tarjan's algorithm with an explicit stack.</summary>
    private static int[] StronglyConnectedParts(int nodeCount, IReadOnlyList<(int From, int To)> edges, out int partCount)
    {
        var successors = Enumerable.Range(0, nodeCount).Select(_ => new List<int>()).ToArray();
        foreach (var (from, to) in edges) successors[from].Add(to);
        var part = Enumerable.Repeat(-1, nodeCount).ToArray();
        var (index, low) = (new int[nodeCount], new int[nodeCount]);
        var open = new Stack<int>();
        var counter = 0;
        partCount = 0;
        for (var start = 0; start < nodeCount; start++)
        {
            if (index[start] != 0) continue;
            var path = new Stack<(int Node, int Next)>();
            Enter(start);
            while (path.TryPop(out var top))
            {
                var (node, next) = top;
                if (next > 0) low[node] = Math.Min(low[node], part[successors[node][next - 1]] < 0 ? low[successors[node][next - 1]] : int.MaxValue);
                if (next < successors[node].Count)
                {
                    path.Push((node, next + 1));
                    var to = successors[node][next];
                    if (index[to] == 0) Enter(to);
                    continue;
                }

                if (low[node] != index[node]) continue;
                int member;
                do part[member = open.Pop()] = partCount;
                while (member != node);
                partCount++;
            }

            void Enter(int node)
            {
                index[node] = low[node] = ++counter;
                open.Push(node);
                path.Push((node, 0));
            }
        }

        return part;
    }
}

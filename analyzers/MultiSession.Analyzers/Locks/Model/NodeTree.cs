using System.Collections.Generic;

namespace MultiSession.Analyzers.Locks.Model;

/// <summary>Goes through a lowered body without regard to the order in which things happen.</summary>
internal static class NodeTree
{
    /// <summary>All nodes that stand for something that happens, and no way.</summary>
    public static IEnumerable<Node> LeavesOf(Node root)
    {
        var open = new Stack<Node?>();
        open.Push(root);
        while (open.Count > 0)
        {
            switch (open.Pop())
            {
                case null: break;
                case Sequence sequence:
                    foreach (var child in sequence.Nodes) open.Push(child);
                    break;
                case Alternatives alternatives:
                    foreach (var way in alternatives.Ways) open.Push(way);
                    break;
                case Loop loop: open.Push(loop.Body); break;
                case Guard guard: open.Push(guard.Body); break;
                case Try @try:
                    open.Push(@try.Body);
                    foreach (var handler in @try.Handlers) open.Push(handler);
                    open.Push(@try.Finally);
                    break;
                case Scope scope:
                    open.Push(scope.Opening);
                    open.Push(scope.Body);
                    open.Push(scope.Closing);
                    break;
                case var leaf: yield return leaf; break;
            }
        }
    }
}

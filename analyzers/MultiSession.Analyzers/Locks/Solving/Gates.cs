using System.Collections.Generic;
using System.Linq;
using MultiSession.Analyzers.Locks.Model;
using MultiSession.Analyzers.Locks.Resolution;
using MultiSession.Analyzers.Locks.Simulation;

namespace MultiSession.Analyzers.Locks.Solving;

/// <summary>Everything that is held beside the two locks of a nesting: two nestings under a common gate never meet.</summary>
/// <param name="closed">What lets nobody else in who has it here.</param>
/// <param name="others">The reader-writer locks among what the body and the way hold.</param>
internal sealed class Gates(HashSet<ProgramLock> closed, List<HeldLock> others)
{
    private readonly HashSet<ProgramLock> _closed = closed;
    private readonly List<HeldLock> _others = others;

    /// <summary>Whether something lets nobody else in.</summary>
    public bool AreClosed => _closed.Count > 0;

    /// <summary>Whether who is in these keeps out who wants into the others.</summary>
    public bool Exclude(Gates other) => _closed.Overlaps(other._closed) || _others.Exists(one => other._others.Exists(two => one.Lock == two.Lock && AreWriterAndReader(one.Mode, two.Mode)));

    public bool AreWithin(Gates other) => _closed.IsSubsetOf(other._closed) && _others.TrueForAll(one => other._others.Exists(two => one.Lock == two.Lock && one.Mode == two.Mode));

    /// <summary>These, and some more that let nobody else in.</summary>
    public Gates With(IEnumerable<ProgramLock> more) => new([.. _closed, .. more], _others);

    /// <summary>Whether a lock may be held by several.</summary>
    public static bool HasReaders(HeldLock held) => held.Lock.Flavor is LockFlavor.ReaderWriter or LockFlavor.ReaderWriterSlim or LockFlavor.Async;

    private static bool AreWriterAndReader(LockMode one, LockMode two) => (one, two) is (LockMode.Exclusive, LockMode.Read) or (LockMode.Read, LockMode.Exclusive);
}

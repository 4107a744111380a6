namespace MultiSession;

/// <summary>
/// Declares the place of a lock in the order in which locks are taken: a lock is only taken while locks of lower ranks are held.
/// MSES0002 reports code that breaks the order. Read by the analyzers only; nothing is checked at run time.
/// </summary>
/// <param name="rank">The rank; lower ranks are taken first. Leave gaps, so that a lock can be put between two others.</param>
[AttributeUsage(AttributeTargets.Field | AttributeTargets.Property | AttributeTargets.Class)]
public sealed class LockRankAttribute(int rank) : Attribute
{
    /// <summary>The rank; lower ranks are taken first.</summary>
    public int Rank { get; } = rank;
}

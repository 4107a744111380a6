namespace MultiSession;

/// <summary>
/// Declares that a lock is taken before other locks: never while one of them is held. MSES0002 reports code that breaks the order.
/// Read by the analyzers only; nothing is checked at run time.
/// </summary>
/// <param name="others">The members that store the other locks: a name of the same type, or <c>Type.member</c>.</param>
[AttributeUsage(AttributeTargets.Field | AttributeTargets.Property | AttributeTargets.Class)]
public sealed class AcquiredBeforeAttribute(params string[] others) : Attribute
{
    /// <summary>The members that store the other locks.</summary>
    public IReadOnlyList<string> Others { get; } = others;
}

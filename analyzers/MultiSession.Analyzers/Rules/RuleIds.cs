namespace MultiSession.Analyzers.Rules;

/// <summary>The only registry of rule ids. An id is stable and never reused.</summary>
internal static class RuleIds
{
    public const string LockOrderInversion = "MSES0001";
    public const string DeclaredOrderBroken = "MSES0002";
    public const string UnboundedQueue = "MSES0003";
    public const string WaitUnderLock = "MSES0004";
    public const string NonReentrantReacquired = "MSES0005";
    public const string LockNotReleased = "MSES0006";
    public const string ForeignCodeUnderLock = "MSES0007";
    public const string SameLockTwoInstances = "MSES0008";
    public const string BoundedWriteIgnored = "MSES0009";
    public const string EverGrowingCollection = "MSES0010";

    private const string HelpLinkBase = "https://github.com/multisession/multisession/blob/main/docs/rules/";

    /// <summary>The page that explains the rule: what it reports, why, how to fix it, how to suppress it, what it misses.</summary>
    public static string HelpLink(string id) => $"{HelpLinkBase}{id}.md";
}

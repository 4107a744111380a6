namespace MultiSession.Analyzers.Rules;

/// <summary>The categories under which the rules appear in an IDE.</summary>
internal static class RuleCategories
{
    public const string Concurrency = "Concurrency";
}

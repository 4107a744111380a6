namespace MultiSession;

/// <summary>The value of a request that has nothing to return.</summary>
public readonly record struct Unit
{
    /// <summary>The only value.</summary>
    public static Unit Value => default;
}

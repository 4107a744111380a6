namespace MultiSession.Generators;

/// <summary>Names of the pipeline's steps, for tests of what is cached.</summary>
internal static class TrackingNames
{
    /// <summary>The model of each session.</summary>
    public const string Sessions = nameof(Sessions);

    /// <summary>Sessions whose file names would collide where case does not count.</summary>
    public const string Collisions = nameof(Collisions);

    /// <summary>The model of each session with the base of its file names.</summary>
    public const string Outputs = nameof(Outputs);
}

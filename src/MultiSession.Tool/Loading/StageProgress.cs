namespace MultiSession.Tool.Loading;

/// <summary>How far a stage of the work has come.</summary>
/// <param name="Stage">What is being done.</param>
/// <param name="Fraction">From 0 to 1; null when it cannot be told.</param>
internal readonly record struct StageProgress(string Stage, double? Fraction);

namespace MultiSession;

/// <summary>Names an operation of a session type.</summary>
/// <param name="Name">Name in errors, traces, metrics and logs, for example <c>Ask</c>.</param>
/// <param name="Timeout">Longest run time; <see langword="null"/> takes <see cref="SessionOptions.OperationTimeout"/>.</param>
public sealed record SessionOperation(string Name, TimeSpan? Timeout = null);

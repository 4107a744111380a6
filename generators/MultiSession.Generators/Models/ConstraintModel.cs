namespace MultiSession.Generators.Models;

/// <summary>One check of a value: a call into the engine's constraints.</summary>
/// <param name="Method">Name of the engine's method.</param>
/// <param name="Arguments">Arguments after the value, as source with a leading comma; empty if there are none.</param>
/// <param name="Pattern">Regular expression as source, kept in a field of its own.</param>
/// <param name="MatchTimeoutMilliseconds">Longest match; -1 is endless, 0 the engine's default.</param>
/// <param name="Message">The user's own message as source.</param>
internal sealed record ConstraintModel(string Method, string Arguments, string? Pattern, int MatchTimeoutMilliseconds, string? Message);

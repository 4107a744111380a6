namespace MultiSession.Generators.Models;

/// <summary>One error record that the user declared inside the session.</summary>
/// <param name="Name">The record as source spells it.</param>
/// <param name="Code">Its stable code; <see langword="null"/> where the user has one.</param>
/// <param name="Message">An interpolated string without its <c>$</c>; <see langword="null"/> where the user overrides the message.</param>
internal sealed record ErrorModel(string Name, string? Code, string? Message);

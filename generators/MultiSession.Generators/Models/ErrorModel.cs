namespace MultiSession.Generators.Models;

/// <summary>One error record that the user declared inside the session.</summary>
/// <param name="Name">The record as source spells it.</param>
/// <param name="Code">Body of the property that is its stable code; <see langword="null"/> where the user has one.</param>
/// <param name="Message">Body of the property that is its message; <see langword="null"/> where the user has one.</param>
internal sealed record ErrorModel(string Name, string? Code, string? Message);

namespace MultiSession.Generators.Models;

/// <summary>One property that is saved and restored with its session.</summary>
/// <param name="Name">Key in stored state.</param>
/// <param name="Property">The property as source spells it.</param>
/// <param name="Json">How it is written.</param>
internal sealed record StateModel(string Name, string Property, JsonModel Json);

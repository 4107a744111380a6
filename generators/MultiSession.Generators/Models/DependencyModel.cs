namespace MultiSession.Generators.Models;

internal enum DependencyKind
{
    /// <summary>Comes from the context.</summary>
    Service,

    /// <summary>The session's own output.</summary>
    Output,

    /// <summary>The session's id.</summary>
    Id,

    /// <summary>The session's status controller.</summary>
    Status,

    /// <summary>The generated config.</summary>
    Config,

    /// <summary>A setting that is a positional property of a record session.</summary>
    Setting,
}

/// <summary>One constructor parameter of a session class.</summary>
internal sealed record DependencyModel
{
    public required DependencyKind Kind { get; init; }

    /// <summary>The parameter's name without escapes.</summary>
    public required string ParameterName { get; init; }

    /// <summary>Property of the context or config that holds the value, as source spells it.</summary>
    public required string PropertyName { get; init; }

    public required string Type { get; init; }

    /// <summary>The type to ask a service provider for.</summary>
    public required string ServiceType { get; init; }

    /// <summary>What stands in for it, as source: the parameter's default, or null for a nullable one; <see langword="null"/> if it must be given.</summary>
    public required string? Default { get; init; }

    /// <summary>Whether a service provider can have it: a number or a text with a default is a matter of the session.</summary>
    public required bool IsResolved { get; init; }

    /// <summary>Whether <see langword="null"/> must be refused at the door.</summary>
    public required bool RefusesNull { get; init; }

    /// <summary>The key of a keyed service as source.</summary>
    public required string? ServiceKey { get; init; }

    /// <summary>Whether a public member may show the type.</summary>
    public required bool IsPublic { get; init; }
}

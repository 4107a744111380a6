namespace MultiSession.Generators.Models;

internal enum ReturnKind
{
    Unsupported,
    Task,
    ValueTask,
    Stream,
}

/// <summary>One operation of a session.</summary>
internal sealed record OperationModel
{
    /// <summary>The session's method as source spells it.</summary>
    public required string SessionMethod { get; init; }

    /// <summary>The handle's method as source spells it.</summary>
    public required string Method { get; init; }

    /// <summary>The twin that does not throw.</summary>
    public required string TryMethod { get; init; }

    /// <summary>Accessibility of the twin: private where the user has an operation of that name.</summary>
    public required string TryAccessibility { get; init; }

    /// <summary>Name in errors, traces, metrics and logs.</summary>
    public required string DisplayName { get; init; }

    /// <summary>Field of the handle that holds the engine's operation.</summary>
    public required string Field { get; init; }

    public required ReturnKind Kind { get; init; }

    /// <summary>What it returns; <see langword="null"/> for nothing.</summary>
    public required string? Result { get; init; }

    /// <summary><c>public</c> or <c>internal</c>.</summary>
    public required string Accessibility { get; init; }

    /// <summary>Type parameters with angle brackets; empty for none.</summary>
    public required string TypeParameters { get; init; }

    /// <summary><c>where</c> clauses.</summary>
    public required EquatableArray<string> TypeConstraints { get; init; }

    public required EquatableArray<ParameterModel> Parameters { get; init; }

    /// <summary>The parameters that the session gets as values.</summary>
    public IEnumerable<ParameterModel> Arguments => Parameters.Where(parameter => !parameter.IsToken);

    /// <summary>The cancellation token as source spells it; <see langword="null"/> where the signature has no room for one.</summary>
    public required string? Token { get; init; }

    /// <summary>Whether the token is the proxy's own.</summary>
    public required bool AddsToken { get; init; }

    public required long? TimeoutTicks { get; init; }

    /// <summary>An obsolete attribute to repeat, as source.</summary>
    public required string? Obsolete { get; init; }

    public required string? Documentation { get; init; }
}

/// <summary>One parameter of an operation.</summary>
internal sealed record ParameterModel
{
    /// <summary>The name without escapes.</summary>
    public required string Name { get; init; }

    /// <summary>The name as source spells it.</summary>
    public required string EscapedName { get; init; }

    public required string Type { get; init; }

    /// <summary>Attributes and modifiers with a trailing space; empty for none.</summary>
    public required string Prefix { get; init; }

    /// <summary>The default as source.</summary>
    public required string? Default { get; init; }

    /// <summary>Whether it is the cancellation token, which the engine passes on.</summary>
    public required bool IsToken { get; init; }

    /// <summary>Whether <see langword="null"/> must be refused at the door.</summary>
    public required bool RefusesNull { get; init; }

    public required EquatableArray<ConstraintModel> Constraints { get; init; }
}

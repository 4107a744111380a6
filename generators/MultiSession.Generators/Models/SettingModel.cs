namespace MultiSession.Generators.Models;

/// <summary>One setting of a session.</summary>
internal sealed record SettingModel
{
    /// <summary>Name of the property without escapes: key in stored settings, name in errors.</summary>
    public required string Name { get; init; }

    /// <summary>The session's property as source spells it.</summary>
    public required string SessionProperty { get; init; }

    /// <summary>The config's property as source spells it.</summary>
    public required string ConfigProperty { get; init; }

    /// <summary>The last part of the builder's <c>With…</c> method and of its type parameter.</summary>
    public required string BuilderName { get; init; }

    public required string Type { get; init; }

    /// <summary>Whether a config without it must not compile.</summary>
    public required bool IsRequired { get; init; }

    /// <summary>Whether <see langword="null"/> must be refused at the door.</summary>
    public required bool RefusesNull { get; init; }

    /// <summary>The default as source that holds in any file; <see langword="null"/> when there is none or it is an expression.</summary>
    public required string? Constant { get; init; }

    /// <summary>The default as the user wrote it, to be evaluated inside the session class; <see langword="null"/> when there is none.</summary>
    public required DefaultExpression? Expression { get; init; }

    /// <summary>Whether a public member may show the type.</summary>
    public required bool IsPublic { get; init; }

    /// <summary>Whether the constructor takes it, so that it is not assigned again.</summary>
    public required bool IsPositional { get; init; }

    /// <summary>Whether it only shows the built-in id or name of the config.</summary>
    public required bool IsBuiltIn { get; init; }

    public required JsonModel Json { get; init; }

    public required EquatableArray<ConstraintModel> Constraints { get; init; }

    public required string? Documentation { get; init; }
}

/// <summary>An expression with the using directives that it was written under.</summary>
internal sealed record DefaultExpression(string Text, string FileUsings, string NamespaceUsings);

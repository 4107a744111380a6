namespace MultiSession.Generators.Models;

/// <summary>All that the source of one session's artefacts depends on. Holds text and numbers only, so equal models mean equal output.</summary>
internal sealed record SessionModel
{
    /// <summary>The class name without escapes.</summary>
    public required string Name { get; init; }

    /// <summary>The class name as source spells it.</summary>
    public required string EscapedName { get; init; }

    /// <summary><c>global::</c> name of the class.</summary>
    public required string Type { get; init; }

    /// <summary><c>global::</c> name of the namespace or type that contains the class, with the dot.</summary>
    public required string Scope { get; init; }

    /// <summary>Dotted name with namespace and containing types; the base of the file names.</summary>
    public required string FullName { get; init; }

    /// <summary>Key of the type in stores and telemetry.</summary>
    public required string StoreName { get; init; }

    /// <summary>The namespace as source spells it; empty for the global one.</summary>
    public required string Namespace { get; init; }

    /// <summary>Headers of the containing types, outermost first, such as <c>partial class Outer</c>.</summary>
    public required EquatableArray<string> Containers { get; init; }

    /// <summary>Names of the containing types joined, for names that live outside them; empty for a top-level session.</summary>
    public required string ContainerPrefix { get; init; }

    /// <summary><c>class</c> or <c>record</c>.</summary>
    public required string Keyword { get; init; }

    /// <summary>Accessibility of the class, repeated on what is generated beside it.</summary>
    public required string Accessibility { get; init; }

    /// <summary>Whether other assemblies can see the class.</summary>
    public required bool IsPublic { get; init; }

    public required int? MaxSessions { get; init; }

    public required long? IdleTimeoutTicks { get; init; }

    /// <summary><c>global::</c> name of the serializer context, if there is one.</summary>
    public required string? JsonContext { get; init; }

    public required EquatableArray<DependencyModel> Dependencies { get; init; }

    public required EquatableArray<SettingModel> Settings { get; init; }

    public required EquatableArray<StateModel> States { get; init; }

    public required EquatableArray<OperationModel> Operations { get; init; }

    public required EquatableArray<ErrorModel> Errors { get; init; }

    /// <summary>The dependencies that the context supplies.</summary>
    public IEnumerable<DependencyModel> Services => Dependencies.Where(dependency => dependency.Kind is DependencyKind.Service);
}

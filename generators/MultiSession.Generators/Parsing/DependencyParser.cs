using Microsoft.CodeAnalysis;
using MultiSession.Generators.Models;

namespace MultiSession.Generators.Parsing;

/// <summary>Reads the constructor that makes a session object.</summary>
internal static class DependencyParser
{
    /// <summary>One dependency for each parameter, or <see langword="null"/> if no constructor can be called.</summary>
    public static IReadOnlyList<DependencyModel>? Parse(
        INamedTypeSymbol session,
        GeneratedNames names,
        IReadOnlyCollection<SettingModel> settings,
        Compilation compilation,
        CancellationToken cancellationToken)
    {
        if (ConstructorOf(session) is not { } constructor) return null;
        var taken = new HashSet<string>(ReservedNames.Context) { names.Context };
        var dependencies = new List<DependencyModel>();
        foreach (var parameter in constructor.Parameters)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (parameter.Name.Length is 0 || parameter.RefKind is not RefKind.None and not RefKind.In) return null;
            var kind = KindOf(parameter, names, settings);
            var type = TypeOf(parameter, compilation, cancellationToken);
            if (kind is not DependencyKind.Config && type is null) return null;
            var setting = settings.FirstOrDefault(setting => setting.IsPositional && setting.Name == parameter.Name);
            dependencies.Add(ToModel(parameter, kind, type ?? default, setting?.ConfigProperty, taken));
        }

        return dependencies;
    }

    // The widest public constructor, as a container would choose; a class with none that is public is still its own nested type's to make.
    private static IMethodSymbol? ConstructorOf(INamedTypeSymbol session) =>
        session.InstanceConstructors
            .Where(constructor => !(session.IsRecord && IsCopy(constructor, session)))
            .OrderByDescending(constructor => constructor.DeclaredAccessibility is Accessibility.Public)
            .ThenByDescending(constructor => constructor.Parameters.Length)
            .FirstOrDefault();

    private static bool IsCopy(IMethodSymbol constructor, INamedTypeSymbol session) =>
        constructor.Parameters is [{ Type: var only }] && SymbolEqualityComparer.Default.Equals(only, session);

    private static DependencyKind KindOf(IParameterSymbol parameter, GeneratedNames names, IReadOnlyCollection<SettingModel> settings)
    {
        if (settings.Any(setting => setting.IsPositional && setting.Name == parameter.Name)) return DependencyKind.Setting;
        if (parameter.Type is IErrorTypeSymbol) return parameter.Type.Name == names.Config ? DependencyKind.Config : DependencyKind.Service;
        return TypeNames.Dotted(TypeNames.Unwrap(parameter.Type)) switch
        {
            WellKnownNames.SessionOutput => DependencyKind.Output,
            WellKnownNames.SessionId => DependencyKind.Id,
            WellKnownNames.StatusController => DependencyKind.Status,
            _ => DependencyKind.Service,
        };
    }

    /// <summary>The type as source without a nullable mark, and whether all can see it; <see langword="null"/> if a context cannot hold it.</summary>
    private static (string Name, bool IsPublic)? TypeOf(IParameterSymbol parameter, Compilation compilation, CancellationToken cancellationToken)
    {
        if (parameter.Type is IErrorTypeSymbol) return GeneratedTypes.Find(parameter, compilation, cancellationToken);
        if (!TypeNames.CanBeStored(parameter.Type) || TypeNames.Visibility(parameter.Type) is Accessibility.Private) return null;
        return (TypeNames.NonNullable(parameter.Type), TypeNames.Visibility(parameter.Type) is Accessibility.Public);
    }

    private static DependencyModel ToModel(
        IParameterSymbol parameter, DependencyKind kind, (string Name, bool IsPublic) type, string? configProperty, HashSet<string> taken)
    {
        var isAnnotated = TypeNames.AcceptsNull(parameter.Type) && parameter.Type.NullableAnnotation is not NullableAnnotation.None;
        var @default = parameter.HasExplicitDefaultValue ? Literals.Of(parameter.ExplicitDefaultValue, parameter.Type)
            : isAnnotated ? "null"
            : null;
        var contextProperty = kind is DependencyKind.Service
            ? Identifiers.Escape(Identifiers.Claim(Identifiers.Capitalize(parameter.Name), taken, "Service"))
            : "";
        return new DependencyModel
        {
            Kind = kind,
            ParameterName = parameter.Name,
            PropertyName = configProperty ?? contextProperty,
            Type = type.Name + (isAnnotated || @default is "null" ? "?" : ""),
            ServiceType = type.Name,
            Default = @default,
            IsResolved = @default is null || (@default is "null" && parameter.Type.IsReferenceType),
            RefusesNull = @default is not "null" && !isAnnotated && !parameter.Type.IsValueType,
            ServiceKey = KeyOf(parameter),
            IsPublic = type.IsPublic,
        };
    }

    private static string? KeyOf(IParameterSymbol parameter)
    {
        var arguments = Attributes.Find(parameter, WellKnownNames.KeyedServicesAttribute)?.ConstructorArguments;
        return arguments is [{ Kind: TypedConstantKind.Primitive or TypedConstantKind.Enum, Type: { } type, Value: { } key }]
            ? Literals.Of(key, type)
            : null;
    }
}

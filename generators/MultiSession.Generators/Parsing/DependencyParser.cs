using Microsoft.CodeAnalysis;
using MultiSession.Generators.Models;

namespace MultiSession.Generators.Parsing;

/// <summary>Reads the constructor that makes a session object.</summary>
internal static class DependencyParser
{
    /// <summary>One dependency for each parameter, or <see langword="null"/> if no constructor can be called.</summary>
    public static IReadOnlyList<DependencyModel>? Parse(
        INamedTypeSymbol session, GeneratedNames names, IReadOnlyCollection<SettingModel> settings, CancellationToken cancellationToken)
    {
        if (ConstructorOf(session) is not { } constructor) return null;
        var taken = new HashSet<string>(ReservedNames.Context) { names.Context };
        var dependencies = new List<DependencyModel>();
        foreach (var parameter in constructor.Parameters)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (parameter.Name.Length is 0) return null;
            var kind = KindOf(parameter, names, settings);
            if (parameter.RefKind is not RefKind.None and not RefKind.In || (kind is not DependencyKind.Config && !TypeNames.CanBeStored(parameter.Type))) return null;
            var visibility = kind is DependencyKind.Config ? Accessibility.Public : TypeNames.Visibility(parameter.Type);
            if (kind is DependencyKind.Service && visibility is Accessibility.Private) return null;
            dependencies.Add(ToModel(parameter, kind, visibility, kind is DependencyKind.Setting ? settings.First(setting => setting.Name == parameter.Name).ConfigProperty : null, taken));
        }

        return dependencies;
    }

    // The widest public constructor, as a container would choose; a class with none that is public is still its own nested type's to make.
    private static IMethodSymbol? ConstructorOf(INamedTypeSymbol session) =>
        session.InstanceConstructors
            .Where(constructor => !(session.IsRecord && constructor.Parameters is [{ Type: var only }] && SymbolEqualityComparer.Default.Equals(only, session)))
            .OrderByDescending(constructor => constructor.DeclaredAccessibility is Accessibility.Public)
            .ThenByDescending(constructor => constructor.Parameters.Length)
            .FirstOrDefault();

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

    private static DependencyModel ToModel(IParameterSymbol parameter, DependencyKind kind, Accessibility visibility, string? configProperty, HashSet<string> taken)
    {
        var isOblivious = parameter.Type.IsReferenceType && parameter.Type.NullableAnnotation is NullableAnnotation.None;
        var isOptional = parameter.HasExplicitDefaultValue || (TypeNames.AcceptsNull(parameter.Type) && !isOblivious);
        return new DependencyModel
        {
            Kind = kind,
            ParameterName = parameter.Name,
            PropertyName = configProperty ?? (kind is DependencyKind.Service ? Identifiers.Escape(Identifiers.Claim(Identifiers.Capitalize(parameter.Name), taken, "Service")) : ""),
            Type = TypeNames.NonNullable(parameter.Type) + (isOptional ? "?" : ""),
            ServiceType = TypeNames.NonNullable(parameter.Type),
            IsOptional = isOptional,
            RefusesNull = !isOptional && !parameter.Type.IsValueType,
            ServiceKey = KeyOf(parameter),
            IsPublic = visibility is Accessibility.Public,
        };
    }

    private static string? KeyOf(IParameterSymbol parameter) =>
        Attributes.Find(parameter, WellKnownNames.KeyedServicesAttribute)?.ConstructorArguments is [{ Kind: TypedConstantKind.Primitive or TypedConstantKind.Enum, Type: { } type, Value: { } value }]
            ? Literals.Of(value, type)
            : null;
}

using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using MultiSession.Generators.Models;

namespace MultiSession.Generators.Parsing;

/// <summary>Finds the settings of a session class, their defaults and their constraints.</summary>
internal static class SettingParser
{
    public static IReadOnlyList<SettingModel> Parse(INamedTypeSymbol session, Compilation compilation, CancellationToken cancellationToken)
    {
        var taken = new HashSet<string>(ReservedNames.Config) { session.Name + "Config" };
        var takenByBuilder = new HashSet<string>(ReservedNames.Builder);
        var settings = new List<SettingModel>();
        foreach (var (property, _) in Members.With<IPropertySymbol>(session, WellKnownNames.SettingAttribute))
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (!IsUsable(property, session)) continue;
            if (IsBuiltIn(property)) settings.Add(ToModel(property, default, property.Name, property.Name, isBuiltIn: true, cancellationToken));
            else if (property.Name is not "Id" and not "Name") settings.Add(Claim(property));
        }

        return settings;

        SettingModel Claim(IPropertySymbol property) => ToModel(
            property,
            DefaultParser.Parse(property, compilation, cancellationToken),
            Identifiers.Claim(property.Name, taken, "Setting"),
            Identifiers.Claim(Identifiers.Capitalize(property.Name), takenByBuilder, "Setting"),
            isBuiltIn: false,
            cancellationToken);
    }

    private static bool IsUsable(IPropertySymbol property, INamedTypeSymbol session) =>
        property is { IsIndexer: false, RefKind: RefKind.None, SetMethod: { } setter }
        && Members.IsReachable(setter, session)
        && property.ExplicitInterfaceImplementations.IsEmpty
        && TypeNames.CanBeStored(property.Type)
        && TypeNames.Visibility(property.Type) is not Accessibility.Private;

    private static bool IsBuiltIn(IPropertySymbol property) => property.Name switch
    {
        "Id" => TypeNames.Is(property.Type, WellKnownNames.SessionId),
        "Name" => property.Type.SpecialType is SpecialType.System_String,
        _ => false,
    };

    private static SettingModel ToModel(
        IPropertySymbol property, DefaultValue value, string configName, string builderName, bool isBuiltIn, CancellationToken cancellationToken)
    {
        var refusesNull = property.Type is { IsValueType: false, NullableAnnotation: NullableAnnotation.NotAnnotated };
        var isOblivious = property.Type.IsReferenceType && property.Type.NullableAnnotation is NullableAnnotation.None;
        return new SettingModel
        {
            Name = property.Name,
            SessionProperty = Identifiers.Escape(property.Name),
            ConfigProperty = Identifiers.Escape(configName),
            BuilderName = builderName,
            Type = TypeNames.Of(property.Type) + (isOblivious ? "?" : ""),
            IsRequired = !isBuiltIn && (property.IsRequired || value.IsUnknown || (refusesNull && !value.IsGiven)),
            RefusesNull = refusesNull,
            Constant = value.Constant,
            Expression = value.Expression,
            IsPublic = TypeNames.Visibility(property.Type) is Accessibility.Public,
            IsPositional = property.DeclaringSyntaxReferences is [var reference] && reference.GetSyntax(cancellationToken) is ParameterSyntax,
            IsBuiltIn = isBuiltIn,
            Json = JsonParser.Parse(property.Type),
            Constraints = ConstraintParser.Parse(property, property.Type, property.Name).ToEquatableArray(),
            Documentation = DocComments.Of(property, cancellationToken),
        };
    }
}

using Microsoft.CodeAnalysis;
using MultiSession.Generators.Models;

namespace MultiSession.Generators.Parsing;

/// <summary>Reads the parameters of an operation.</summary>
internal static class ParameterParser
{
    /// <summary>Whether a call can be queued with the argument: it is not a reference to a variable and can be stored.</summary>
    public static bool IsUsable(IParameterSymbol parameter, IReadOnlyCollection<string> generated) =>
        parameter.RefKind is RefKind.None or RefKind.In
        && TypeNames.CanBeStored(parameter.Type, generated)
        && TypeNames.Visibility(parameter.Type) is not Accessibility.Private
        && parameter.Name.Length > 0;

    public static bool IsToken(IParameterSymbol parameter) => TypeNames.Is(parameter.Type, WellKnownNames.CancellationToken);

    public static IEnumerable<ParameterModel> Parse(IMethodSymbol method)
    {
        var token = method.Parameters.FirstOrDefault(IsToken);
        return method.Parameters.Select(parameter => ToModel(parameter, SymbolEqualityComparer.Default.Equals(parameter, token), method));
    }

    private static ParameterModel ToModel(IParameterSymbol parameter, bool isToken, IMethodSymbol method)
    {
        var @default = DefaultOf(parameter, isToken, method);
        var acceptsNull = TypeNames.AcceptsNull(parameter.Type)
            || (@default is "null" && parameter.Type.IsReferenceType)
            || Attributes.Find(parameter, "System.Diagnostics.CodeAnalysis.AllowNullAttribute") is not null;
        var type = TypeNames.Of(parameter.Type);
        return new ParameterModel
        {
            Name = parameter.Name,
            EscapedName = Identifiers.Escape(parameter.Name),
            Type = acceptsNull && parameter.Type.IsReferenceType && !type.EndsWith("?", StringComparison.Ordinal) ? type + "?" : type,
            Prefix = string.Concat(SignatureAttributes(parameter).Select(attribute => attribute + " ")) + ModifierOf(parameter),
            Default = @default,
            IsToken = isToken,
            RefusesNull = !acceptsNull && parameter.Type is { IsReferenceType: true },
            Constraints = ConstraintParser.Parse(parameter, parameter.Type, parameter.Name).ToEquatableArray(),
        };
    }

    private static string? DefaultOf(IParameterSymbol parameter, bool isToken, IMethodSymbol method)
    {
        if (parameter.HasExplicitDefaultValue) return Literals.Of(parameter.ExplicitDefaultValue, parameter.Type);
        var mayBeOmitted = isToken && method.Parameters.Skip(parameter.Ordinal + 1).All(next => next.HasExplicitDefaultValue || next.IsParams);
        return mayBeOmitted ? "default" : null;
    }

    private static string ModifierOf(IParameterSymbol parameter) =>
        parameter.IsParams ? "params " : parameter.RefKind is RefKind.In ? "in " : "";

    private static IEnumerable<string> SignatureAttributes(IParameterSymbol parameter) =>
        from attribute in parameter.GetAttributes()
        where attribute.AttributeClass is { } type && WellKnownNames.SignatureAttributes.Contains(TypeNames.Dotted(type))
        let text = Attributes.Spell(attribute)
        where text is not null
        select text;
}

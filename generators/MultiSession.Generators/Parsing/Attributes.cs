using System.Globalization;
using Microsoft.CodeAnalysis;

namespace MultiSession.Generators.Parsing;

/// <summary>Reads attributes whatever state the source is in.</summary>
internal static class Attributes
{
    public static AttributeData? Find(ISymbol symbol, string dottedName) =>
        symbol.GetAttributes().FirstOrDefault(attribute => TypeNames.Is(attribute.AttributeClass, dottedName));

    /// <summary>The named argument, or the default of <typeparamref name="T"/> if it is missing or of another type.</summary>
    public static T? Named<T>(this AttributeData attribute, string name)
    {
        foreach (var argument in attribute.NamedArguments)
        {
            if (argument.Key == name && ValueOf(argument.Value) is T value) return value;
        }

        return default;
    }

    /// <summary>Values of the positional arguments; arrays and errors are <see langword="null"/>.</summary>
    public static IReadOnlyList<object?> Positional(this AttributeData attribute) =>
        [.. attribute.ConstructorArguments.Select(ValueOf)];

    /// <summary>Reads <c>[d.]hh:mm:ss</c>; anything that is not a positive duration counts as not given.</summary>
    public static long? PositiveTicks(string? text) =>
        TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out var duration) && duration > TimeSpan.Zero ? duration.Ticks : null;

    /// <summary>The attribute as source, if its arguments can be spelled.</summary>
    public static string? Spell(AttributeData attribute)
    {
        if (attribute.AttributeClass is not { } type || !attribute.ConstructorArguments.All(IsSingle)) return null;
        var arguments = attribute.ConstructorArguments.Select(argument => Literals.Of(argument.Value, argument.Type!));
        return $"[{TypeNames.Of(type)}({string.Join(", ", arguments)})]";
    }

    private static bool IsSingle(TypedConstant constant) => constant.Kind is not TypedConstantKind.Array and not TypedConstantKind.Error;

    private static object? ValueOf(TypedConstant constant) => IsSingle(constant) ? constant.Value : null;
}

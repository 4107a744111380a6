using System.Reflection;
using System.Text;

namespace MultiSession.Testing.Snapshots;

/// <summary>The public surface of an assembly as text, one line per member, for a snapshot: a change of it must be seen in a review.</summary>
internal static class PublicApi
{
    private const BindingFlags Declared =
        BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    public static string Describe(Assembly assembly)
    {
        var text = new StringBuilder();
        foreach (var type in assembly.GetExportedTypes().OrderBy(type => type.FullName, StringComparer.Ordinal))
        {
            text.Append(PublicApiNames.Header(type)).Append('\n');
            var members = type.IsEnum ? EnumMembers(type) : type.GetMembers(Declared).Select(Describe).OfType<string>().Order(StringComparer.Ordinal);
            foreach (var member in members)
                text.Append("    ").Append(member).Append('\n');
        }

        return text.ToString();
    }

    private static IEnumerable<string> EnumMembers(Type type) =>
        Enum.GetValuesAsUnderlyingType(type).Cast<object>().Zip(Enum.GetNames(type), (value, name) => $"{name} = {value}");

    private static string? Describe(MemberInfo member) => member switch
    {
        _ when member.Name.Contains('<', StringComparison.Ordinal) => null, // made by the compiler
        ConstructorInfo constructor when IsVisible(constructor) => $"{PublicApiNames.Modifiers(constructor)}new({Parameters(constructor)})",
        MethodInfo method when IsVisible(method) && (!method.IsSpecialName || method.Name.StartsWith("op_", StringComparison.Ordinal)) =>
            $"{PublicApiNames.Modifiers(method)}{PublicApiNames.Of(method.ReturnParameter)} {PublicApiNames.Of(method)}({Parameters(method)})",
        PropertyInfo property when property.GetAccessors(nonPublic: true).FirstOrDefault(IsVisible) is { } accessor =>
            $"{PublicApiNames.Modifiers(accessor)}{PublicApiNames.Of(property)} {property.Name}{Indices(property)} {{ {Accessors(property)}}}",
        FieldInfo field when field.IsPublic || field.IsFamily || field.IsFamilyOrAssembly =>
            $"{(field.IsLiteral ? "const " : field.IsStatic ? "static " : "")}{PublicApiNames.Of(field)} {field.Name}{Value(field)}",
        EventInfo { AddMethod: { } add } item when IsVisible(add) => $"event {PublicApiNames.Of(item.EventHandlerType!)} {item.Name}",
        _ => null,
    };

    private static bool IsVisible(MethodBase method) => method.IsPublic || method.IsFamily || method.IsFamilyOrAssembly;

    private static string Parameters(MethodBase method) => string.Join(", ", method.GetParameters().Select(PublicApiNames.Declare));

    private static string Indices(PropertyInfo property) =>
        property.GetIndexParameters() is { Length: > 0 } indices ? $"[{string.Join(", ", indices.Select(PublicApiNames.Declare))}]" : "";

    private static string Accessors(PropertyInfo property)
    {
        var get = property.GetMethod is { } getter && IsVisible(getter) ? "get; " : "";
        if (property.SetMethod is not { } setter || !IsVisible(setter)) return get;
        var isInit = setter.ReturnParameter.GetRequiredCustomModifiers().Any(type => type.Name == "IsExternalInit");
        return get + (isInit ? "init; " : "set; ");
    }

    private static string Value(FieldInfo field) => field.IsLiteral ? $" = {PublicApiNames.Literal(field.GetRawConstantValue())}" : "";
}

using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace MultiSession.Testing.Snapshots;

/// <summary>Types, parameters and values as C# writes them, nullability included.</summary>
internal static class PublicApiNames
{
    private static readonly Dictionary<Type, string> Keywords = new()
    {
        [typeof(void)] = "void",
        [typeof(object)] = "object",
        [typeof(string)] = "string",
        [typeof(bool)] = "bool",
        [typeof(char)] = "char",
        [typeof(int)] = "int",
        [typeof(long)] = "long",
        [typeof(double)] = "double",
        [typeof(byte)] = "byte",
        [typeof(uint)] = "uint",
    };

    public static string Header(Type type)
    {
        var kind = type.IsEnum ? "enum"
            : type.IsInterface ? "interface"
            : typeof(Delegate).IsAssignableFrom(type) ? "delegate"
            : type.IsValueType ? "struct"
            : type is { IsAbstract: true, IsSealed: true } ? "static class"
            : type.IsAbstract ? "abstract class"
            : type.IsSealed ? "sealed class"
            : "class";
        var interfaces = type.IsEnum ? [] : type.GetInterfaces().Except(type.BaseType?.GetInterfaces() ?? []).Where(item => item.IsVisible);
        var bases = new[] { type.BaseType }.OfType<Type>()
            .Where(item => item != typeof(object) && item != typeof(ValueType) && item != typeof(Enum))
            .Select(Of)
            .Concat(interfaces.Select(Of).Order(StringComparer.Ordinal));
        var list = string.Join(", ", bases);
        return $"{kind} {type.Namespace}.{Of(type)}{(list.Length == 0 ? "" : $" : {list}")}";
    }

    public static string Modifiers(MethodBase method) =>
        (method.IsPublic ? "" : "protected ")
        + (method.IsStatic ? "static " : "")
        + (method.DeclaringType!.IsInterface ? "" : method.IsAbstract ? "abstract " : method is { IsVirtual: true, IsFinal: false } ? "virtual " : "");

    public static string Of(MethodInfo method) =>
        method.IsGenericMethod ? $"{method.Name}<{string.Join(", ", method.GetGenericArguments().Select(Of))}>" : method.Name;

    public static string Of(ParameterInfo parameter) => Of(parameter.ParameterType, new NullabilityInfoContext().Create(parameter));

    public static string Of(PropertyInfo property) => Of(property.PropertyType, new NullabilityInfoContext().Create(property));

    public static string Of(FieldInfo field) => Of(field.FieldType, new NullabilityInfoContext().Create(field));

    public static string Of(Type type) => Of(type, nullability: null);

    public static string Declare(ParameterInfo parameter)
    {
        var modifier = parameter.IsDefined(typeof(ParamArrayAttribute)) || parameter.IsDefined(typeof(ParamCollectionAttribute)) ? "params "
            : parameter.IsOut ? "out "
            : parameter.ParameterType.IsByRef ? parameter.IsIn ? "in " : "ref "
            : parameter.Member.IsDefined(typeof(ExtensionAttribute)) && parameter.Position == 0 ? "this "
            : "";
        var value = !parameter.HasDefaultValue ? ""
            : parameter is { RawDefaultValue: null, ParameterType.IsValueType: true } ? " = default"
            : $" = {Literal(parameter.RawDefaultValue)}";
        return $"{modifier}{Of(parameter)} {parameter.Name}{value}";
    }

    public static string Literal(object? value) => value switch
    {
        null => "null",
        string text => $"\"{text}\"",
        bool flag => flag ? "true" : "false",
        _ => Convert.ToString(value, CultureInfo.InvariantCulture) ?? "",
    };

    private static string Of(Type type, NullabilityInfo? nullability)
    {
        if (type.IsByRef) return Of(type.GetElementType()!, nullability);
        if (Nullable.GetUnderlyingType(type) is { } underlying) return Of(underlying, nullability: null) + "?";
        var mark = nullability?.ReadState == NullabilityState.Nullable && !type.IsValueType ? "?" : "";
        if (type.IsArray) return $"{Of(type.GetElementType()!, nullability?.ElementType)}[]{mark}";
        if (Keywords.TryGetValue(type, out var keyword)) return keyword + mark;
        if (type.IsGenericParameter) return type.Name + mark;
        var name = type.Name.Split('`')[0];
        var outer = type.DeclaringType is { } declaring ? Of(declaring) + "." : "";
        var arguments = type.GetGenericArguments().Skip(type.DeclaringType?.GetGenericArguments().Length ?? 0).ToArray();
        if (arguments.Length == 0) return outer + name + mark;
        var states = nullability?.GenericTypeArguments;
        var list = arguments.Select((argument, i) => Of(argument, i < states?.Length ? states[i] : null));
        return $"{outer}{name}<{string.Join(", ", list)}>{mark}";
    }
}

using Microsoft.CodeAnalysis;
using MultiSession.Analyzers.Locks.Model;

namespace MultiSession.Analyzers.Locks.Resolution;

/// <summary>What a lock is called in properties (with its namespace) and in messages (without).</summary>
internal static class LockNames
{
    private static readonly SymbolDisplayFormat FullTypes = new(
        SymbolDisplayGlobalNamespaceStyle.Omitted, SymbolDisplayTypeQualificationStyle.NameAndContainingTypesAndNamespaces, SymbolDisplayGenericsOptions.IncludeTypeParameters);

    private static readonly SymbolDisplayFormat ShortTypes = new(
        SymbolDisplayGlobalNamespaceStyle.Omitted, SymbolDisplayTypeQualificationStyle.NameAndContainingTypes, SymbolDisplayGenericsOptions.IncludeTypeParameters);

    public static string Full(LockRef reference) => NameOf(reference, FullTypes);

    public static string Short(LockRef reference) => NameOf(reference, ShortTypes);

    private static string NameOf(LockRef reference, SymbolDisplayFormat format)
    {
        var symbol = reference.Symbol;
        return reference.Kind switch
        {
            LockRefKind.Instance => symbol.ToDisplayString(format),
            LockRefKind.TypeObject => $"typeof({symbol.ToDisplayString(format)})",
            LockRefKind.Member when symbol is IMethodSymbol { MethodKind: MethodKind.StaticConstructor } => InType("cctor"),
            LockRefKind.Element => InType($"{symbol.Name}[]"),
            LockRefKind.Local => InType($"{OutermostName(symbol)}.{symbol.Name}"),
            _ => InType(symbol.Name),
        };

        string InType(string name) => $"{symbol.ContainingType?.ToDisplayString(format)}.{name}";
    }

    private static string OutermostName(ISymbol local)
    {
        var member = local.ContainingSymbol;
        while (member.ContainingSymbol is IMethodSymbol outer) member = outer;
        return member.Name;
    }
}

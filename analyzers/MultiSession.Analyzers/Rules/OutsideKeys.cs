using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace MultiSession.Analyzers.Rules;

/// <summary>Tells keys that come from outside from those that are made of what a program has only so many of: constants, types, enums and their names.</summary>
internal static class OutsideKeys
{
    public static bool Contains(IOperation key)
    {
        key = key.Unwrap();
        if (key.ConstantValue.HasValue || key is ITypeOfOperation or INameOfOperation || IsFew(key)) return false;
        return key switch
        {
            IParameterReferenceOperation => true,
            ILocalReferenceOperation local => Initializer(local) is not { } value || !IsMadeOfFew(value),
            _ => key.ChildOperations.Any(Contains),
        };
    }

    private static bool IsMadeOfFew(IOperation value) => value.DescendantsAndSelf().Any(IsFew) && !Contains(value);

    private static bool IsFew(IOperation value) => value.Type is { } type && KeyedCollections.IsBounded(type);

    private static IOperation? Initializer(ILocalReferenceOperation local)
    {
        IOperation root = local;
        while (root.Parent is not null) root = root.Parent;
        return root.Descendants().OfType<IVariableDeclaratorOperation>()
            .FirstOrDefault(declarator => SymbolEqualityComparer.Default.Equals(declarator.Symbol, local.Local))?.GetVariableInitializer()?.Value;
    }
}

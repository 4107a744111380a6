using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using MultiSession.Analyzers.Locks.Model;

namespace MultiSession.Analyzers.Locks.Lowering;

/// <summary>Tells where the items of a sequence come from: <c>_parts.Where(p => p.IsOpen).ToArray()</c> has some of those that <c>_parts</c> has.</summary>
internal static class Sequences
{
    /// <summary>The collection that a sequence takes its items from, as they are.</summary>
    public static IOperation? Source(IOperation? sequence)
    {
        while (true)
        {
            var operation = LockExpressions.Unwrap(sequence);
            switch (operation)
            {
                case IInvocationOperation { TargetMethod: { IsInSource: false, OriginalDefinition: { IsExtensionMethod: true, TypeParameters: [{ } item, ..] } method }, Arguments: [{ Value: var source }, ..] } when IsOf(method.ReturnType, item):
                    sequence = source;
                    break;
                case IInvocationOperation { TargetMethod: { IsInSource: false, OriginalDefinition: { ContainingType.TypeParameters: [{ } item] } method }, Instance: { } list } when IsOf(method.ReturnType, item):
                    sequence = list;
                    break;
                case IPropertyReferenceOperation { Property: { Name: "Values", IsInSource: false }, Instance: { } map }:
                    sequence = map;
                    break;
                default:
                    return operation;
            }
        }
    }

    /// <summary>Whether a library's parameter is a delegate that is called with the items, each by itself.</summary>
    public static bool AreItems(IParameterSymbol? parameter) =>
        parameter?.OriginalDefinition is { Type: INamedTypeSymbol { TypeArguments: [ITypeParameterSymbol given, ..] }, ContainingSymbol: IMethodSymbol method }
        && SymbolEqualityComparer.Default.Equals(given, method.IsExtensionMethod ? method.TypeParameters.FirstOrDefault() : method.ContainingType.TypeParameters is [var item] ? item : null);

    private static bool IsOf(ITypeSymbol type, ITypeParameterSymbol item) => type switch
    {
        IArrayTypeSymbol { ElementType: var element } => SymbolEqualityComparer.Default.Equals(element, item),
        INamedTypeSymbol { TypeArguments: [.., var element] } => SymbolEqualityComparer.Default.Equals(element, item),
        _ => false,
    };
}

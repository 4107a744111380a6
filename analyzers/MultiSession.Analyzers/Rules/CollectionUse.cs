using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace MultiSession.Analyzers.Rules;

internal enum CollectionUseKind
{
    /// <summary>Reads, locks, or adds what the program itself brings along.</summary>
    Harmless,

    /// <summary>Adds a key that comes from outside.</summary>
    Adds,

    /// <summary>Removes, replaces, checks the size, or hands the collection to code that may.</summary>
    MayRemove,
}

/// <summary>What one mention of a collection does to it.</summary>
internal static class CollectionUse
{
    public static CollectionUseKind Of(IOperation reference, ISymbol containing)
    {
        var initializes = IsInitialization(reference, containing);
        reference = Receiver(reference);
        var parent = reference.Parent;
        while (parent is IParenthesizedOperation) parent = parent.Parent;
        switch (parent)
        {
            case IInvocationOperation call when call.Instance == reference:
                if (KeyedCollections.Adds(call.TargetMethod.Name)) return IsOutside(call.Arguments.FirstOrDefault()?.Value, initializes);
                return KeyedCollections.Reads(call.TargetMethod.Name) ? CollectionUseKind.Harmless : CollectionUseKind.MayRemove;
            case IPropertyReferenceOperation { Property.IsIndexer: true } indexer when indexer.Instance == reference:
                return indexer.Parent is ISimpleAssignmentOperation or ICoalesceAssignmentOperation or ICompoundAssignmentOperation && ((IAssignmentOperation)indexer.Parent).Target == indexer
                    ? IsOutside(indexer.Arguments.FirstOrDefault()?.Value, initializes)
                    : CollectionUseKind.Harmless;
            case IPropertyReferenceOperation property when property.Instance == reference:
                return KeyedCollections.Reads(property.Property.Name) || (property.Property.Name == "Count" && !IsBound(property))
                    ? CollectionUseKind.Harmless
                    : CollectionUseKind.MayRemove;
            case ILockOperation or INameOfOperation or IExpressionStatementOperation:
                return CollectionUseKind.Harmless;
            case IArgumentOperation { Parent: IInvocationOperation { TargetMethod.ContainingType: { Name: "Enumerable" or "Monitor" } } }:
                return CollectionUseKind.Harmless;
            case IConversionOperation conversion:
                return conversion.Parent switch
                {
                    ILockOperation or IForEachLoopOperation => CollectionUseKind.Harmless,
                    IArgumentOperation { Parent: IInvocationOperation { TargetMethod.ContainingType: { Name: "Enumerable" or "Monitor" } } } => CollectionUseKind.Harmless,
                    _ => CollectionUseKind.MayRemove,
                };
            case IForEachLoopOperation:
                return CollectionUseKind.Harmless;
            case ISimpleAssignmentOperation assignment when assignment.Target == reference:
                return initializes ? CollectionUseKind.Harmless : CollectionUseKind.MayRemove;
            default:
                return CollectionUseKind.MayRemove;
        }
    }

    /// <summary>What stands for the collection behind its <c>?.</c>.</summary>
    public static IOperation Receiver(IOperation reference) => reference.Parent is IConditionalAccessOperation access && access.Operation == reference
        ? access.WhenNotNull.DescendantsAndSelf().OfType<IConditionalAccessInstanceOperation>().FirstOrDefault() ?? reference
        : reference;

    /// <summary>A key of whatever a parameter or local brings comes from outside; what an initializer adds does not.</summary>
    private static CollectionUseKind IsOutside(IOperation? key, bool initializes) =>
        key is null || initializes || !OutsideKeys.Contains(key) ? CollectionUseKind.Harmless : CollectionUseKind.Adds;

    private static bool IsInitialization(IOperation collection, ISymbol containing) => containing switch
    {
        IMethodSymbol { MethodKind: MethodKind.StaticConstructor } or IFieldSymbol or IPropertySymbol => true,
        IMethodSymbol { MethodKind: MethodKind.Constructor } => collection.ReferencedSymbol() is { IsStatic: false },
        _ => false,
    };

    /// <summary>Whether somebody compares the size, and so may keep it in bounds.</summary>
    private static bool IsBound(IOperation count)
    {
        var parent = count.Parent;
        while (parent is IConversionOperation or IBinaryOperation { OperatorKind: BinaryOperatorKind.Add or BinaryOperatorKind.Subtract }) parent = parent.Parent;
        return parent switch
        {
            IBinaryOperation { RightOperand.ConstantValue: { HasValue: true, Value: 0 } } => false,
            IBinaryOperation or IIsPatternOperation or IVariableInitializerOperation => true,
            _ => false,
        };
    }
}

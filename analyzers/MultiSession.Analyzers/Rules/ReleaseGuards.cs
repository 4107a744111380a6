using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace MultiSession.Analyzers.Rules;

/// <summary>The conditions around a release whose outcome does not change what comes after it.</summary>
internal static class ReleaseGuards
{
    /// <summary>An <c>if</c> that leaves after the release is a path of its own, not a guard.</summary>
    public static IEnumerable<IConditionalOperation> Of(IOperation release)
    {
        for (var parent = release.Parent; parent is not (null or IAnonymousFunctionOperation or ILocalFunctionOperation); parent = parent.Parent)
            if (parent is IConditionalOperation { WhenFalse: null } guard && !Leaves(guard.WhenTrue)) yield return guard;
    }

    private static bool Leaves(IOperation statement) => statement switch
    {
        IBlockOperation block => block.Operations.Length > 0 && Leaves(block.Operations.Last()),
        IReturnOperation or IThrowOperation or IBranchOperation => true,
        IExpressionStatementOperation { Operation: IThrowOperation } => true,
        _ => false,
    };
}

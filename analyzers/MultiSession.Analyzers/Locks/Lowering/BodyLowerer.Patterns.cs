using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace MultiSession.Analyzers.Locks.Lowering;

/// <summary>A variable that a pattern declares is what is matched.</summary>
internal sealed partial class BodyLowerer
{
    private void VisitPattern(IPatternOperation pattern)
    {
        foreach (var child in pattern.ChildOperations) Visit(child);
        var declared = pattern switch
        {
            IDeclarationPatternOperation declaration => declaration.DeclaredSymbol,
            IRecursivePatternOperation recursive => recursive.DeclaredSymbol,
            _ => null,
        };
        if (declared is ILocalSymbol local && MatchedBy(pattern) is { } value) _aliases.Assign(local, value);
    }

    /// <summary>What a whole pattern is matched with; nothing for a part of one that looks at a part of it.</summary>
    private static IOperation? MatchedBy(IPatternOperation pattern)
    {
        IOperation? user = pattern.Parent;
        while (user is INegatedPatternOperation or IBinaryPatternOperation) user = user.Parent;
        return user switch
        {
            IIsPatternOperation test => test.Value,
            IPatternCaseClauseOperation { Parent.Parent: ISwitchOperation @switch } => @switch.Value,
            ISwitchExpressionArmOperation { Parent: ISwitchExpressionOperation @switch } => @switch.Value,
            _ => null,
        };
    }
}

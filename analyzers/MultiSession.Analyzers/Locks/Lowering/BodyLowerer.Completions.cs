using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using MultiSession.Analyzers.Locks.Model;

namespace MultiSession.Analyzers.Locks.Lowering;

/// <summary>Where each <c>TaskCompletionSource</c> is made and kept, until somebody completes it.</summary>
internal sealed partial class BodyLowerer
{
    private void NoteCompletions(ISymbol target, IOperation value)
    {
        var unwrapped = LockExpressions.Unwrap(value);
        switch (unwrapped)
        {
            case IObjectCreationOperation { Type: { } created } completion when FrameworkCalls.IsCompletionSource(created):
                _facts.CompletionFlows.Add((target, !RunsContinuationsElsewhere(completion), null));
                break;
            case ITupleOperation { Elements: var elements }:
                foreach (var element in elements.Where(static element => FrameworkCalls.CarriesCompletions(element.Type))) NoteCompletions(target, element);
                break;
            default:
                if (ObjectSource(unwrapped) is { } source) _facts.CompletionFlows.Add((target, false, source));
                break;
        }
    }

    /// <summary>Options that are not a constant may have the flag: they count as having it.</summary>
    private static bool RunsContinuationsElsewhere(IObjectCreationOperation completion) =>
        completion.Arguments.Any(static argument => argument.Value.Type?.Name == "TaskCreationOptions"
            && (!argument.Value.ConstantValue.HasValue
                || argument.Value.ConstantValue.Value is int flags && (flags & (int)System.Threading.Tasks.TaskCreationOptions.RunContinuationsAsynchronously) != 0));
}

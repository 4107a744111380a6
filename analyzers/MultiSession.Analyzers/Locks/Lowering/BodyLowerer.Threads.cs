using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace MultiSession.Analyzers.Locks.Lowering;

/// <summary>Which methods are the loops of an object's own thread.</summary>
internal sealed partial class BodyLowerer
{
    private void NoteThread(IMethodReferenceOperation reference)
    {
        var method = reference.Method.OriginalDefinition;
        var isOwn = reference.Instance is null or IInstanceReferenceOperation;
        if (isOwn && ThreadOf(reference) is { } thread && IsStoredInOwnMember(thread)) _facts.ThreadMethods.Add(method);
        else _facts.OtherwiseNamed.Add(method);
    }

    /// <summary>The thread that is made for a method: <c>new Thread(Run)</c>.</summary>
    private static IObjectCreationOperation? ThreadOf(IOperation reference)
    {
        var parent = reference.Parent;
        while (parent is IDelegateCreationOperation or IConversionOperation or IParenthesizedOperation) parent = parent.Parent;
        return parent is IArgumentOperation { Parent: IObjectCreationOperation { Type: { Name: "Thread", ContainingNamespace.Name: "Threading" } } thread } ? thread : null;
    }

    /// <summary>Whether the member is the one place for the thread: one that is stored in a collection or local may be one of many.</summary>
    private static bool IsStoredInOwnMember(IObjectCreationOperation thread) =>
        thread.Parent is IFieldInitializerOperation or IPropertyInitializerOperation
        || thread.Parent is ISimpleAssignmentOperation { Target: IFieldReferenceOperation or IPropertyReferenceOperation { Property.IsIndexer: false } } assignment && assignment.Value == thread
            && ((IMemberReferenceOperation)assignment.Target).Instance is null or IInstanceReferenceOperation { ReferenceKind: InstanceReferenceKind.ContainingTypeInstance };
}

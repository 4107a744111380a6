using System;
using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace MultiSession.Analyzers.Rules;

/// <summary>Tells a function that takes a lock for its caller from one that forgets it.</summary>
internal static class HandOver
{
    private static readonly ImmutableArray<string> Verbs = ["Lock", "Acquire", "Enter", "Wait", "Begin", "Reserve", "Rent", "Borrow"];

    public static bool IsLikely(LockCall acquire, IOperation? returned)
    {
        if (acquire.Invocation.SemanticModel?.GetEnclosingSymbol(acquire.Invocation.Syntax.SpanStart) is { } function &&
            Verbs.Any(verb => StartsWord(function.Name, verb))) return true;
        return returned?.Unwrap() is { } value && (IsToken(value.Type) || Mentions(value, acquire.Key));
    }

    /// <summary>Whether the verb stands at the start of the name or of what follows a <c>Try</c>.</summary>
    private static bool StartsWord(string name, string verb) =>
        name.StartsWith(verb, StringComparison.Ordinal) || name.StartsWith("Try" + verb, StringComparison.Ordinal);

    /// <summary>Something to dispose. A task can be disposed, but nobody does.</summary>
    private static bool IsToken(ITypeSymbol? type) =>
        type is not (null or { Name: "Task" or "ValueTask" }) &&
        (IsDisposable(type) || type.AllInterfaces.Any(IsDisposable) || (type.IsRefLikeType && type.GetMembers("Dispose").Length > 0));

    private static bool IsDisposable(ITypeSymbol type) => type is { Name: "IDisposable" or "IAsyncDisposable", ContainingNamespace.Name: "System" };

    /// <summary>The lock goes out with the answer: whoever gets it frees it.</summary>
    private static bool Mentions(IOperation value, LockKey key) =>
        value.DescendantsAndSelf().Any(operation => operation is IObjectCreationOperation creation &&
            creation.Arguments.Any(argument => argument.Value.Unwrap() is IInstanceReferenceOperation || argument.Value.Syntax.ToString() == key.Path));
}

using System;
using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace MultiSession.Analyzers.Rules;

/// <summary>Tells keys that come and go, such as the id of a session, from names that the program brings along.</summary>
internal static class EphemeralKeys
{
    private static readonly ImmutableArray<string> Words = ["id", "key", "session", "user", "token", "connection", "client", "request", "address", "message"];

    /// <summary>Whether the key that is added to <paramref name="collection"/> is neither text nor number, or one whose name says that it identifies something.</summary>
    public static bool Contains(IOperation collection)
    {
        var key = CollectionUse.Receiver(collection).Parent switch
        {
            IInvocationOperation call => call.Arguments.FirstOrDefault()?.Value,
            IPropertyReferenceOperation indexer => indexer.Arguments.FirstOrDefault()?.Value,
            _ => null,
        };
        if (key?.Unwrap() is not { } value) return false;
        return !IsPlain(value.Type) || value.DescendantsAndSelf().Any(part => part.ReferencedSymbol() is { } symbol && IsIdentifying(symbol.Name));
    }

    private static bool IsPlain(ITypeSymbol? type) => type?.SpecialType is SpecialType.System_String or >= SpecialType.System_Int16 and <= SpecialType.System_UInt64;

    private static bool IsIdentifying(string name) => Words.Any(word => name.EndsWith(word, StringComparison.OrdinalIgnoreCase));
}

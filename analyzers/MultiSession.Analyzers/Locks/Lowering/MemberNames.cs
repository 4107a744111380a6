using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;

namespace MultiSession.Analyzers.Locks.Lowering;

/// <summary>The names of all members that each compilation and the projects that it refers to declare, as they are written: nothing is bound for them.</summary>
internal sealed class MemberNames
{
    private readonly ConcurrentDictionary<Compilation, HashSet<string>> _names = new();

    public bool Contains(Compilation compilation, string name) => _names.GetOrAdd(compilation, Of).Contains(name);

    private static HashSet<string> Of(Compilation compilation) => new(SourceTypes.SeenBy(compilation).SelectMany(static type => type.MemberNames), StringComparer.Ordinal);
}

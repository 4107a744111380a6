using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using MultiSession.Analyzers.Locks.Model;

namespace MultiSession.Analyzers.Locks.Lowering;

/// <summary>What the bodies of a program, or of one type, say about symbols, collected from all of them side by side.</summary>
internal sealed class Facts(SharedLookups? lookups = null)
{
    /// <summary>The only type that is in it, with its nested types: its callers, and what they hand in, are unknown.</summary>
    public ISymbol? OnlyType { get; init; }

    /// <summary>Whether all source is in it.</summary>
    public bool IsWhole => OnlyType is null;

    /// <summary>Whether any body takes a lock: without one there is nothing to solve.</summary>
    public bool TakesLocks { get; set; }

    public FactList<Body> Bodies { get; } = [];

    /// <summary>A delegate may be stored in a field, property, event, parameter, local or method result.</summary>
    public FactList<DelegateFlowFact> DelegateFlows { get; } = [];

    /// <summary>A task, thread, timer or registration that a symbol stores runs this.</summary>
    public FactList<(ISymbol Target, DelegateValue Work)> WorkFlows { get; } = [];

    /// <summary>A symbol may be given this lock: field from a constructor parameter, parameter from an argument, property from its getter.</summary>
    public FactList<(ISymbol Target, LockRef Source)> LockFlows { get; } = [];

    /// <summary>Fields that get a lock object of their own: <c>new object()</c>, <c>new()</c>.</summary>
    public FactList<(ISymbol Target, LockCreation Creation)> LockCreations { get; } = [];

    /// <summary>An object of a type, or what another symbol stores, goes into a variable or collection of a framework interface.</summary>
    public FactList<(ISymbol Target, INamedTypeSymbol? Type, ISymbol? Source)> ObjectFlows { get; } = [];

    /// <summary>A variable, or what a method returns, may be a new object of a type, or what a source holds; or anything, when neither is known.</summary>
    public FactList<TypeFlowFact> TypeFlows { get; } = [];

    /// <summary>What the getter of a property may answer: a constant, or anything.</summary>
    public FactList<(IMethodSymbol Getter, bool? Answer)> Answers { get; } = [];

    /// <summary>A body gives a member of some object a value.</summary>
    public FactList<(ISymbol Body, ISymbol Member, Owner Owner)> MemberFills { get; } = [];

    /// <summary>A body changes a member that tells which state some object is in.</summary>
    public FactList<(ISymbol Body, ISymbol Member)> StateChanges { get; } = [];

    /// <summary>A body changes what may tell kinds of messages apart.</summary>
    public FactList<(ISymbol Member, ISymbol Body)> KindChanges { get; } = [];

    /// <summary>Where an object is created of which its maker then changes a member that may tell kinds apart.</summary>
    public FactList<(SyntaxNode Creation, ISymbol Member)> ChangedCreations { get; } = [];

    /// <summary>A constructor gives a member that may tell kinds apart a constant, or something else where that is null.</summary>
    public FactList<(IMethodSymbol Constructor, ISymbol Member, object? Value)> ConstructorKinds { get; } = [];

    /// <summary>A body gives a member of its own object a new object.</summary>
    public FactList<(ISymbol Body, ISymbol Member)> Renewals { get; } = [];

    /// <summary>What a member is given: an object that is created there, of this type exactly, what a constructor was given, or something else.</summary>
    public FactList<(ISymbol Member, INamedTypeSymbol? Created, bool IsOlder, SyntaxNode? Creation)> MemberValues { get; } = [];

    /// <summary>A member or parameter may be given <c>this</c> (no source), or what a parameter stores.</summary>
    public FactList<(ISymbol Target, ISymbol? Source)> ReferenceFlows { get; } = [];

    /// <summary>Constructor parameters that some object other than <c>this</c> is given for, or that is not known to be it.</summary>
    public FactSet<ISymbol> OtherReferences { get; } = [];

    /// <summary>A body asserts that a lock is held.</summary>
    public FactList<(ISymbol Body, LockRef Lock)> AssertedLocks { get; } = [];

    /// <summary>Locals that stand for an element of what a member stores.</summary>
    public FactList<(ISymbol Local, ISymbol Collection)> Elements { get; } = [];

    /// <summary>Source types that are created somewhere; a type that never is cannot be the receiver of a call.</summary>
    public FactSet<INamedTypeSymbol> CreatedTypes { get; } = [];

    /// <summary>Methods whose address is taken: they may be called by anyone who gets the delegate.</summary>
    public FactSet<ISymbol> EscapingTargets { get; } = [];

    /// <summary>A method is what a thread runs that a member of its own object, or a static one, stores.</summary>
    public FactList<ISymbol> ThreadMethods { get; } = [];

    /// <summary>Methods whose address is taken for something else than such a thread.</summary>
    public FactSet<ISymbol> OtherwiseNamed { get; } = [];

    /// <summary>Methods that a library is handed, to run later.</summary>
    public FactSet<ISymbol> LibraryTargets { get; } = [];

    /// <summary>No facts, but shared by all who lower the same compilation.</summary>
    public SharedLookups Lookups { get; } = lookups ?? new();

    /// <summary>A variable or collection is given a <c>TaskCompletionSource</c>: a new one, whose continuations run inline or not, or what a source holds.</summary>
    public FactList<(ISymbol Target, bool RunsInline, ISymbol? Source)> CompletionFlows { get; } = [];

    /// <summary>A method returns the task of a completion source.</summary>
    public FactList<(IMethodSymbol Method, ISymbol Storage)> ReturnedCompletions { get; } = [];

    /// <summary>The facts of all types together.</summary>
    public static Facts Merge(IReadOnlyCollection<Facts> parts)
    {
        var whole = new Facts { TakesLocks = parts.Any(static part => part.TakesLocks) };
        whole.Bodies.Join(parts, static part => part.Bodies);
        whole.DelegateFlows.Join(parts, static part => part.DelegateFlows);
        whole.WorkFlows.Join(parts, static part => part.WorkFlows);
        whole.LockFlows.Join(parts, static part => part.LockFlows);
        whole.LockCreations.Join(parts, static part => part.LockCreations);
        whole.ObjectFlows.Join(parts, static part => part.ObjectFlows);
        whole.TypeFlows.Join(parts, static part => part.TypeFlows);
        whole.Answers.Join(parts, static part => part.Answers);
        whole.MemberFills.Join(parts, static part => part.MemberFills);
        whole.StateChanges.Join(parts, static part => part.StateChanges);
        whole.KindChanges.Join(parts, static part => part.KindChanges);
        whole.ChangedCreations.Join(parts, static part => part.ChangedCreations);
        whole.ConstructorKinds.Join(parts, static part => part.ConstructorKinds);
        whole.Renewals.Join(parts, static part => part.Renewals);
        whole.MemberValues.Join(parts, static part => part.MemberValues);
        whole.ReferenceFlows.Join(parts, static part => part.ReferenceFlows);
        whole.AssertedLocks.Join(parts, static part => part.AssertedLocks);
        whole.Elements.Join(parts, static part => part.Elements);
        whole.ThreadMethods.Join(parts, static part => part.ThreadMethods);
        whole.ReturnedCompletions.Join(parts, static part => part.ReturnedCompletions);
        whole.CompletionFlows.Join(parts, static part => part.CompletionFlows);
        foreach (var part in parts)
        {
            whole.OtherReferences.AddRange(part.OtherReferences);
            whole.CreatedTypes.AddRange(part.CreatedTypes);
            whole.EscapingTargets.AddRange(part.EscapingTargets);
            whole.LibraryTargets.AddRange(part.LibraryTargets);
            whole.OtherwiseNamed.AddRange(part.OtherwiseNamed);
        }

        return whole;
    }
}

/// <summary>Which objects a variable, or what a method returns, may hold: a new one of a type, what a source holds, any of a type, or, when nothing is known, any.</summary>
/// <param name="Creation">Where a new one is created, be it by a source that makes one for each call.</param>
internal readonly record struct TypeFlowFact(ISymbol Target, INamedTypeSymbol? Type, ISymbol? Source, SyntaxNode? Creation)
{
    /// <summary>The class that gives it to what its own objects have from a base class, a member or the parameter of a constructor.</summary>
    public INamedTypeSymbol? User { get; init; }

    /// <summary>Whether it is a new object.</summary>
    public bool IsNew => Creation is not null;
}

/// <summary>A body puts a delegate into a member of some object, or into a variable.</summary>
internal readonly record struct DelegateFlowFact(ISymbol Target, DelegateValue Value, ISymbol? Body = null, Owner Owner = default);

/// <summary>How a lock object is made: a semaphore's count decides whether it is a lock at all.</summary>
internal enum LockCreation
{
    Plain,
    SemaphoreOfNone,
    SemaphoreOfOne,
    SemaphoreOfMany,
    RecursiveReaderWriter,
    LazyWithoutLock,
}

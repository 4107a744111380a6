using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace MultiSession.Analyzers.Locks.Model;

internal enum DelegateValueKind
{
    /// <summary>A lambda, local function or method group: the symbol is what runs.</summary>
    Target,

    /// <summary>A field, property, event, parameter or local that holds a delegate.</summary>
    Variable,

    /// <summary>A method that returns a delegate.</summary>
    Result,
}

/// <summary>An expression of a delegate type, as far as the analysis follows it.</summary>
/// <param name="Receiver">For a target: the object that the method is called on; for a lambda: the object that its <c>this</c> is.</param>
internal sealed record DelegateValue(DelegateValueKind Kind, ISymbol Symbol, Owner Receiver)
{
    /// <summary>For the work behind a task: a called method, whose start runs on the calling thread.</summary>
    public bool StartsOnCaller { get; init; }

    /// <summary>For a target: it is registered on a token, so that disposing the registration waits for it; of a variable: only such targets are meant.</summary>
    public bool IsRegistered { get; init; }

    /// <summary>Of a variable: it is a local, or a member of the object at hand; of a target that is stored in one: it runs on that same object.</summary>
    public bool IsOwn { get; init; }

    /// <summary>The value as it is kept in a variable.</summary>
    /// <param name="isOwn">Whether that is a local, or a member of the object at hand.</param>
    public DelegateValue KeptBy(bool isOwn) => this with { IsOwn = isOwn && (Kind == DelegateValueKind.Target ? Receiver.Kind == OwnerKind.This : IsOwn) };

    /// <summary>Of a target that is stored in another object, as a handler of its event: the member through which that object was reached.</summary>
    public ISymbol? Through { get; init; }

    /// <summary>The member in which what such a target runs on keeps that object.</summary>
    public ISymbol? KeptIn => Receiver.Kind == OwnerKind.This && Through is IFieldSymbol { IsReadOnly: true } or IPropertySymbol { SetMethod: null } ? Through : null;

    /// <summary>What such a method is given, by parameter ordinal; default when nothing is known.</summary>
    public ImmutableArray<Argument?> Given { get; init; }

    /// <summary>Whether a body's caller hands it in.</summary>
    public bool IsGivenTo(Body body) => Symbol is IParameterSymbol && (SymbolEqualityComparer.Default.Equals(Symbol.ContainingSymbol, body.Symbol) || IsOfPrimaryConstructor(body));

    /// <summary>Whether it is a parameter of the constructor that runs an initializer.</summary>
    private bool IsOfPrimaryConstructor(Body body) =>
        body.Symbol is IFieldSymbol or IPropertySymbol && Symbol.ContainingSymbol is IMethodSymbol { MethodKind: MethodKind.Constructor, ContainingType: var type } && SymbolEqualityComparer.Default.Equals(type, body.ContainingType);
}

using System.Collections.Generic;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace MultiSession.Analyzers.Locks.Lowering;

/// <summary>What the locals and <c>out</c> parameters of one outermost body stand for: one that is assigned once is its value.</summary>
internal sealed class LocalAliases
{
    // There is one of these for each body, and most bodies do none of this.
    private Dictionary<ISymbol, IOperation?>? _values;
    private Dictionary<ILocalSymbol, IOperation>? _collections;
    private HashSet<ISymbol>? _escaped;
    private HashSet<IParameterSymbol>? _reassigned;
    private HashSet<IParameterSymbol>? _assigned;

    /// <summary>Parameters that the body changes, so that they need not be what the caller gave.</summary>
    public HashSet<IParameterSymbol> AssignedParameters => _assigned ??= new(SymbolEqualityComparer.Default);

    /// <summary>The same, as far as they are known: nothing when there are none.</summary>
    public HashSet<IParameterSymbol>? Assigned => _assigned;

    private Dictionary<ISymbol, IOperation?> Values => _values ??= new(SymbolEqualityComparer.Default);

    public bool TryGet(ISymbol local, out IOperation value)
    {
        if (_values is not null && _values.TryGetValue(local, out var found) && found is not null)
        {
            value = found;
            return true;
        }

        value = null!; // Not read by callers when the answer is false.
        return false;
    }

    /// <summary>What an expression stands for: a local that is assigned once is its value.</summary>
    public IOperation? ValueOf(IOperation? operation) => operation is ILocalReferenceOperation { Local: var local } && TryGet(local, out var value) ? value : operation;

    /// <summary>Whether someone else may know the object that the local holds.</summary>
    public bool Escapes(ISymbol local) => _escaped?.Contains(local) == true;

    /// <summary>Notes the value of a local; null is none.</summary>
    public void Assign(ISymbol local, IOperation value)
    {
        if (value.ConstantValue is not { HasValue: true, Value: null }) Values[local] = Values.ContainsKey(local) ? null : LockExpressions.Unwrap(value);
    }

    /// <summary>Notes that a local is looked up in a collection; what it is given when nothing is found goes there.</summary>
    public void LookUp(ILocalSymbol local, IOperation collection) => (_collections ??= new(SymbolEqualityComparer.Default))[local] = collection;

    /// <summary>The collection that a local is looked up in.</summary>
    public IOperation? CollectionOf(ILocalSymbol local) => _collections is not null && _collections.TryGetValue(local, out var collection) ? collection : null;

    /// <summary>Notes that a local or parameter no longer is what it was, as after a swap.</summary>
    public void Reassign(IOperation? target)
    {
        switch (LockExpressions.Unwrap(target))
        {
            case IParameterReferenceOperation { Parameter: var parameter }: (_reassigned ??= new(SymbolEqualityComparer.Default)).Add(parameter); break;
            case ILocalReferenceOperation { Local: var local }: Values[local] = null; break;
            case ITupleOperation tuple:
                foreach (var element in tuple.Elements) Reassign(element);
                break;
        }
    }

    public bool IsReassigned(IParameterSymbol parameter) => _reassigned?.Contains(parameter) == true;

    public void Escape(IOperation? value)
    {
        if (VariableOf(value) is { } variable) Escape(variable);
    }

    public void Escape(ISymbol variable) => (_escaped ??= new(SymbolEqualityComparer.Default)).Add(variable);

    /// <summary>Whether a variable has been given something, be it known or not: what is given later no longer counts.</summary>
    public bool IsAssigned(ISymbol variable) => _values?.ContainsKey(variable) == true;

    /// <summary>The local or <c>out</c> parameter that is read.</summary>
    public static ISymbol? VariableOf(IOperation? value) => LockExpressions.Unwrap(value) switch
    {
        ILocalReferenceOperation { Local: var local } => local,
        IParameterReferenceOperation { Parameter: { RefKind: RefKind.Out } parameter } => parameter,
        _ => null,
    };
}

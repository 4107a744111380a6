using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using MultiSession.Analyzers.Locks.Lowering;
using MultiSession.Analyzers.Locks.Model;

namespace MultiSession.Analyzers.Locks.Resolution;

/// <summary>Which lambdas and methods a delegate variable may hold, anywhere in the program.</summary>
internal sealed class DelegateFlow
{
    private readonly Dictionary<ISymbol, List<DelegateFlowFact>> _flows = new(SymbolEqualityComparer.Default);
    private readonly Dictionary<ISymbol, List<DelegateValue>> _targets = new(SymbolEqualityComparer.Default);

    private readonly TypeIndex _types;

    public DelegateFlow(Facts facts, TypeIndex types)
    {
        _types = types;
        foreach (var flow in facts.DelegateFlows)
        {
            // What tests hand the program is not what the program runs.
            if (!facts.IsWhole || !TestDoubles.IsTestOf(flow.Body?.ContainingType, flow.Target.ContainingType)) Add(flow);
        }

        foreach (var (target, value) in facts.WorkFlows) Add(new DelegateFlowFact(target, value));
    }

    /// <summary>What is put into a member, under all its names.</summary>
    public IEnumerable<DelegateFlowFact> FlowsInto(ISymbol member) =>
        (_flows.TryGetValue(member, out var flows) ? flows : []).Concat(SameSlot(member).SelectMany(FlowsInto));

    public List<DelegateValue> TargetsOf(DelegateValue value)
    {
        if (value.Kind == DelegateValueKind.Target) return [value];
        if (_targets.TryGetValue(value.Symbol, out var found)) return found;
        var targets = new Dictionary<ISymbol, DelegateValue>(SymbolEqualityComparer.Default);
        var seen = new HashSet<ISymbol>(SymbolEqualityComparer.Default);
        var open = new Stack<(ISymbol Symbol, bool IsRegistered, bool IsOwn)>();
        open.Push((value.Symbol, false, true));
        while (open.Count > 0)
        {
            var (symbol, isRegistered, isOwn) = open.Pop();
            if (!seen.Add(symbol)) continue;
            if (_flows.TryGetValue(symbol, out var flows))
            {
                foreach (var source in flows.Select(static flow => flow.Value))
                {
                    if (source.Kind == DelegateValueKind.Target) targets[source.Symbol] = Merged(targets, source with { IsRegistered = isRegistered || source.IsRegistered, IsOwn = isOwn && source.IsOwn, Through = isOwn ? source.Through : null });
                    else open.Push((source.Symbol, isRegistered || source.IsRegistered, isOwn && source.IsOwn));
                }
            }

            foreach (var other in SameSlot(symbol)) open.Push((other, isRegistered, false));
            // What a member of an interface or base class returns, one of those returns that implement it.
            foreach (var other in symbol is IMethodSymbol ? _types.SameSlot(symbol) : []) open.Push((other, isRegistered, false));
        }

        found = [.. targets.Values];
        _targets.Add(value.Symbol, found);
        return found;
    }

    /// <summary>What callers hand to a parameter, from parameter to parameter, as a lambda or method that they name.</summary>
    public HashSet<ISymbol> HandedTo(ISymbol parameter)
    {
        var handed = new HashSet<ISymbol>(SymbolEqualityComparer.Default);
        var seen = new HashSet<ISymbol>(SymbolEqualityComparer.Default) { parameter };
        var open = new Stack<ISymbol>(seen);
        while (open.Count > 0)
        {
            var symbol = open.Pop();
            foreach (var value in _flows.TryGetValue(symbol, out var flows) ? flows.Select(static flow => flow.Value) : [])
            {
                if (value.Kind == DelegateValueKind.Target) handed.Add(value.Symbol);
                else if (value.Symbol is IParameterSymbol && seen.Add(value.Symbol)) open.Push(value.Symbol);
            }

            foreach (var other in SameSlot(symbol).Where(seen.Add)) open.Push(other);
        }

        return handed;
    }

    /// <summary>What is stored in several places is given more than one of them tells, and may run on other objects.</summary>
    private static DelegateValue Merged(Dictionary<ISymbol, DelegateValue> known, DelegateValue value) =>
        known.TryGetValue(value.Symbol, out var other) ? value with { Given = default, IsOwn = value.IsOwn && other.IsOwn, Through = SymbolEqualityComparer.Default.Equals(value.Through, other.Through) ? value.Through : null } : value;

    /// <summary>Whether a variable is a parameter of a method that everybody may call, or one flows into it, other than by a member that holds one delegate.</summary>
    public bool IsGivenByOthers(ISymbol variable)
    {
        if (IsOpenToOthers(variable)) return true;
        var seen = new HashSet<ISymbol>(SymbolEqualityComparer.Default) { variable };
        var open = new Stack<ISymbol>(seen);
        while (open.Count > 0)
        {
            foreach (var flow in _flows.TryGetValue(open.Pop(), out var flows) ? flows : [])
            {
                var source = flow.Value.Symbol;
                if (IsOpenToOthers(source)) return true;
                if (flow.Value.Kind != DelegateValueKind.Target && !(source is IFieldSymbol or IPropertySymbol && source.ValueType() is { TypeKind: TypeKind.Delegate }) && seen.Add(source)) open.Push(source);
            }
        }

        return false;
    }

    /// <remarks>A framework's class such as <c>Type</c> or <c>string</c> says which delegate is made, and holds none.</remarks>
    private static bool IsOpenToOthers(ISymbol variable) => variable is IParameterSymbol { ContainingSymbol.IsPublicAround: true, Type: var type }
        && type is not INamedTypeSymbol { IsInSource: false, Arity: 0, SpecialType: not (SpecialType.System_Object or SpecialType.System_Delegate or SpecialType.System_MulticastDelegate), TypeKind: not TypeKind.Delegate };

    /// <summary>The symbols that stand for the same variable elsewhere: what it overrides or implements, a record's parameter.</summary>
    public static IEnumerable<ISymbol> SameSlot(ISymbol symbol) => symbol.Kind is SymbolKind.Field or SymbolKind.Local ? [] : SlotsOf(symbol);

    private static IEnumerable<ISymbol> SlotsOf(ISymbol symbol)
    {
        switch (symbol)
        {
            case IParameterSymbol { ContainingSymbol: IMethodSymbol method } parameter:
                foreach (var declared in DeclarationsOf(method))
                {
                    if (parameter.Ordinal < declared.Parameters.Length) yield return declared.Parameters[parameter.Ordinal];
                }

                break;
            case IPropertySymbol or IEventSymbol:
                if (symbol is IPropertySymbol { OverriddenProperty: { } overriddenProperty }) yield return overriddenProperty.OriginalDefinition;
                if (symbol is IEventSymbol { OverriddenEvent: { } overriddenEvent }) yield return overriddenEvent.OriginalDefinition;
                foreach (var member in InterfaceMembers(symbol)) yield return member;
                foreach (var parameter in symbol is IPropertySymbol property ? RecordParameters.Of(property) : []) yield return parameter;
                break;
        }
    }

    private static IEnumerable<IMethodSymbol> DeclarationsOf(IMethodSymbol method)
    {
        for (var overridden = method.OverriddenMethod; overridden is not null; overridden = overridden.OverriddenMethod) yield return overridden.OriginalDefinition;
        foreach (var member in InterfaceMembers(method).OfType<IMethodSymbol>()) yield return member;
    }

    private static IEnumerable<ISymbol> InterfaceMembers(ISymbol symbol)
    {
        var type = symbol.ContainingType;
        if (type is null || type.TypeKind == TypeKind.Interface) yield break;
        var name = symbol.Name.Substring(symbol.Name.LastIndexOf('.') + 1);
        foreach (var face in type.AllInterfaces)
        {
            foreach (var member in face.GetMembers(name))
            {
                if (member.Kind == symbol.Kind && SymbolEqualityComparer.Default.Equals(type.FindImplementationForInterfaceMember(member), symbol))
                    yield return member.OriginalDefinition;
            }
        }
    }

    private void Add(DelegateFlowFact flow)
    {
        if (!_flows.TryGetValue(flow.Target, out var flows)) _flows.Add(flow.Target, flows = []);
        flows.Add(flow);
    }
}

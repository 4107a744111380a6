using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;
using MultiSession.Analyzers.Locks.Lowering;
using MultiSession.Analyzers.Locks.Model;

namespace MultiSession.Analyzers.Locks.Resolution;

/// <summary>Finds the bodies that a call may run.</summary>
internal sealed class CallResolver
{
    /// <summary>A call with more possible targets than this says too little about any of them.</summary>
    private const int MaxTargets = 24;

    /// <summary>A helper runs what each of its callers hands in, and they may be many.</summary>
    private const int MaxGiven = 100;

    /// <summary>What an interface of the source has from the framework, such as <c>Dispose</c>, runs one of so many.</summary>
    private const int MaxInherited = 4;

    private readonly Dictionary<(INamedTypeSymbol Type, bool IsStatic), List<Body>> _initializers = [];
    private readonly Dictionary<ISymbol, Body> _bodies;
    private readonly VirtualDispatch _dispatch;
    private readonly Dictionary<IMethodSymbol, ImmutableArray<CallTarget>> _direct = new(SymbolEqualityComparer.Default);
    private readonly Dictionary<(List<IMethodSymbol> Methods, Confidence Confidence), ImmutableArray<CallTarget>> _targets = [];
    private readonly Dictionary<(IMethodSymbol Member, ISymbol Storage), List<IMethodSymbol>> _stored = [];
    private readonly Dictionary<List<DelegateValue>, DelegateKinds> _kinds = [];
    private readonly TypeIndex _types;
    private readonly DelegateFlow _delegates;
    private readonly ObjectFlow _objects;
    private readonly TypeFlow _typeFlow;
    private readonly OwnObjects _own;

    public CallResolver(Facts facts, TypeIndex types, OwnObjects own)
    {
        _own = own;
        _types = types;
        _dispatch = new VirtualDispatch(facts, types, MaxTargets);
        _bodies = new(facts.Bodies.Count, SymbolEqualityComparer.Default);
        _delegates = new DelegateFlow(facts, types);
        _objects = new ObjectFlow(facts, types);
        _typeFlow = new TypeFlow(facts, types);
        ReceiverTypes = new ReceiverTypes(_typeFlow, types);
        // An initializer that stores what a primary constructor is given says who gave it, even if it does nothing else.
        var storing = new HashSet<ISymbol>(facts.DelegateFlows.Where(static flow => flow is { Body: IFieldSymbol or IPropertySymbol, Value.Symbol: IParameterSymbol }).Select(static flow => flow.Body!), SymbolEqualityComparer.Default);
        foreach (var body in facts.Bodies)
        {
            _bodies[body.Symbol] = body;
            if (body is { ContainingType: { } type, Symbol: not IMethodSymbol } && (body.Root is not Sequence { Nodes.IsEmpty: true } || storing.Contains(body.Symbol))
                && (body.Traits & (BodyTraits.IsConstruction | BodyTraits.IsStaticInitialization)) != 0)
            {
                var key = (type, body.Symbol.IsStatic);
                if (!_initializers.TryGetValue(key, out var initializers)) _initializers.Add(key, initializers = []);
                initializers.Add(body);
            }
        }
    }

    public ReceiverTypes ReceiverTypes { get; }

    /// <summary>Where all objects that a variable ever holds are created; nothing when it may hold others.</summary>
    public HashSet<SyntaxNode>? PlacesIn(ISymbol variable) => _typeFlow.PlacesIn(variable);

    /// <summary>The types of all objects that a variable ever holds, and whether they are exactly those; nothing when it may hold others.</summary>
    public IReadOnlyDictionary<INamedTypeSymbol, bool>? TypesIn(ISymbol variable) => _typeFlow.TypesIn(variable);

    public Body? BodyOf(ISymbol symbol)
    {
        if (symbol is IMethodSymbol { PartialImplementationPart: { } implementation }) symbol = implementation;
        return _bodies.TryGetValue(symbol, out var body) ? body : null;
    }

    public ImmutableArray<CallTarget> Resolve(CallSite site, Body body)
    {
        var targets = site.Delegate is { } value ? ResolveDelegate(value, value.IsGivenTo(body), isOnOne: site.NeededMember is not null) : site.Target is { } method ? ResolveMethod(site, method, body) : [];
        return site.IsByName ? AtBest(Confidence.Dispatch, targets) : site.MayRunLater ? AtBest(Confidence.Delegate, targets) : targets;
    }

    private static ImmutableArray<CallTarget> AtBest(Confidence best, ImmutableArray<CallTarget> targets) =>
        [.. targets.Select(target => target.Confidence < best ? target with { Confidence = best } : target)];

    /// <summary>The bodies that a stored delegate, task, thread or registration runs.</summary>
    /// <param name="value">What is run.</param>
    /// <param name="isGiven">Whether it is a parameter of the body that runs it.</param>
    /// <param name="isOnOne">Whether it is a member of the object that runs it.</param>
    public ImmutableArray<CallTarget> ResolveDelegate(DelegateValue value, bool isGiven = false, bool isOnOne = false)
    {
        var values = _delegates.TargetsOf(value);
        if (value.IsRegistered) values = values.FindAll(static target => target.IsRegistered);
        if (values.Count is 0 or > MaxGiven) return [];
        var confidence = value.Kind == DelegateValueKind.Target ? Confidence.Target : Confidence.Delegate;
        var handed = isGiven ? _delegates.HandedTo(value.Symbol) : null;
        var result = ImmutableArray.CreateBuilder<CallTarget>(values.Count);
        foreach (var target in values)
        {
            var alternatives = values.Count == 1 ? 1 : KindsOf(value, values).AlternativesTo(target, isOnOne);
            if (alternatives > MaxTargets && !isGiven) continue;
            var receiver = ReceiverOf(value, target);
            foreach (var method in RunByDelegate((IMethodSymbol)target.Symbol))
            {
                if (BodyOf(method) is { } body) result.Add(new CallTarget(body, confidence, alternatives, target, receiver)
                {
                    IsOnly = values.Count == 1,
                    IsGiven = handed?.Contains(target.Symbol) == true,
                    AlternativesOfAny = values.Count == 1 ? 1 : KindsOf(value, values).AlternativesTo(target, isOnOne: false),
                });
            }
        }

        return result.ToImmutable();
    }

    /// <summary>The object that a delegate runs on. A lambda's own <c>this</c> is that of the body that wrote it: known when it is called there, or by the object that it is stored in.</summary>
    private static Owner ReceiverOf(DelegateValue variable, DelegateValue target) =>
        variable.Kind == DelegateValueKind.Target ? target.Receiver
        : !variable.IsOwn ? Owner.Unknown
        : target.IsOwn ? Owner.This
        : target.KeptIn is { } member ? new Owner(OwnerKind.Keeper, member)
        : Owner.Unknown;

    private DelegateKinds KindsOf(DelegateValue variable, List<DelegateValue> values)
    {
        if (!_kinds.TryGetValue(values, out var kinds)) _kinds.Add(values, kinds = new DelegateKinds(variable.Symbol, values, _own));
        return kinds;
    }

    /// <summary>What a delegate of a method runs; one of a framework's interface or base class serves too many to be guessed.</summary>
    private List<IMethodSymbol> RunByDelegate(IMethodSymbol method) => _dispatch.TargetsOf(method) is var run && (run.Count == 1 || run.Count <= MaxTargets && method.IsInSource) ? run : [];

    /// <summary>How much of a guess it is that of the delegates in a variable a certain one runs.</summary>
    /// <param name="value">The variable.</param>
    /// <param name="target">What runs.</param>
    /// <param name="isOnOne">Whether the variable is a member of an object of which it shows which one it is.</param>
    public int DoubtOf(DelegateValue value, ISymbol target, bool isOnOne)
    {
        if (value.Kind == DelegateValueKind.Target) return 0;
        var values = _delegates.TargetsOf(value);
        var held = values.Find(one => SymbolEqualityComparer.Default.Equals(one.Symbol, target));
        return CallTarget.DoubtOf(held is null ? values.Count : KindsOf(value, values).AlternativesTo(held, isOnOne));
    }

    /// <summary>Whether running a delegate may run a certain lambda or method.</summary>
    public bool MayRun(DelegateValue value, ISymbol body) =>
        _delegates.TargetsOf(value).Any(target => SymbolEqualityComparer.Default.Equals(target.Symbol, body)
            || target.Symbol is IMethodSymbol { ContainingType: not null } method && (method.IsVirtual || method.IsAbstract || method.IsOverride) && IsTargetOf(method, body));

    /// <summary>Whether a virtual member may run a method, be it one of too many to be followed.</summary>
    private bool IsTargetOf(IMethodSymbol method, ISymbol body) =>
        _dispatch.TargetsOf(method) is var run && (run.Contains(body, SymbolEqualityComparer.Default)
            || run.Count > MaxTargets && _dispatch.AllTargetsOf(method).Contains(body, SymbolEqualityComparer.Default));

    /// <summary>Whether everybody may put delegates into a collection, or hand them in.</summary>
    public bool IsGivenByOthers(ISymbol variable) => _delegates.IsGivenByOthers(variable);

    /// <summary>What is put into a member that holds a delegate.</summary>
    public IEnumerable<DelegateFlowFact> FlowsInto(ISymbol member) => _delegates.FlowsInto(member);

    private ImmutableArray<CallTarget> ResolveMethod(CallSite site, IMethodSymbol method, Body body)
    {
        // What is created on the spot is exactly of its type; of a variable it is known what it holds.
        if (!site.IsVirtual || site is { Receiver.Kind: OwnerKind.Fresh, ReceiverSource: null } && method.ContainingType.TypeKind != TypeKind.Interface) return DirectTargets(method);
        if (_own.ExactTypeIn(site.ReceiverMember) is { } exact && TypeIndex.RunBy(exact, method) is { } only) return DirectTargets(only);
        var all = site.ReceiverStorage is { } storage ? StoredTargets(method, storage) : _dispatch.TargetsOf(method, site.ReceiverType);
        if (all.Count > MaxTargets) return [];
        // What comes from where narrows a choice; only when it leaves no choice, it is known.
        var methods = all.Count > 1 && site.ReceiverSource is { } source ? _typeFlow.RunFrom(source, UserOf(source, site, body), method, all) : all;
        var alternatives = methods.Count == 1 ? 1 : all.Count;
        // What the framework's interfaces have serves too many to be guessed, unless it is called on one of the few that are an interface of the source.
        if (alternatives > (site.ReceiverType is { IsInSource: true } ? MaxInherited : 1) && !method.IsInSource && site.ReceiverStorage is null) return [];
        var confidence = alternatives == 1 && _types.KnowsAllBelow(site.ReceiverType ?? method.ContainingType) ? Confidence.Target : site.ReceiverStorage is null ? Confidence.Dispatch : Confidence.Delegate;
        // A list that was narrowed comes of one whole list: it tells how many alternatives there are.
        var key = (methods, confidence);
        if (!_targets.TryGetValue(key, out var targets)) _targets.Add(key, targets = [.. TargetsAmong(methods, method.ContainingType).Select(body => new CallTarget(body, confidence, alternatives))]);
        return targets;
    }

    /// <summary>What a call runs; that tests do the same shows that others may, but they do not run in the program.</summary>
    private IEnumerable<Body> TargetsAmong(List<IMethodSymbol> methods, INamedTypeSymbol contract) =>
        methods.Where(method => methods.Count == 1 || !TestDoubles.StandIn(method.ContainingType, contract)).Select(BodyOf).OfType<Body>().Where(static body => !body.IsInert);

    /// <summary>Whether a call on a member of an object's base class can run a method where the object is of a certain class.</summary>
    public bool CanRunFor(INamedTypeSymbol user, CallSite site, Body body, IMethodSymbol target) =>
        site is not { IsVirtual: true, Target: { } member, ReceiverSource: { } source } || !SymbolEqualityComparer.Default.Equals(source, site.NeededMember)
        || SymbolEqualityComparer.Default.Equals(user, body.ContainingType) || _typeFlow.CanRun(source, user, member, target);

    /// <summary>The class that uses what a base class keeps for it.</summary>
    private static INamedTypeSymbol? UserOf(ISymbol source, CallSite site, Body body) =>
        SymbolEqualityComparer.Default.Equals(source, site.NeededMember) && !SymbolEqualityComparer.Default.Equals(source.ContainingType, body.ContainingType) ? body.ContainingType : null;

    /// <summary>What a framework interface's member runs on the objects that are put into a variable or collection.</summary>
    private List<IMethodSymbol> StoredTargets(IMethodSymbol member, ISymbol storage)
    {
        if (_stored.TryGetValue((member, storage), out var known)) return known;
        var result = new HashSet<IMethodSymbol>(SymbolEqualityComparer.Default);
        foreach (var type in _objects.TypesIn(storage))
        {
            if (ImplementationOf(type, member) is not { } implementation) continue;
            result.UnionWith(_dispatch.TargetsOf(implementation, type));
            if (result.Count > MaxTargets) break;
        }

        _stored.Add((member, storage), known = [.. result]);
        return known;
    }

    private IMethodSymbol? ImplementationOf(INamedTypeSymbol type, IMethodSymbol member) =>
        member.ContainingType.TypeKind == TypeKind.Interface ? _types.Effective(type, member) : TypeIndex.Implementation(type, member);

    private ImmutableArray<CallTarget> DirectTargets(IMethodSymbol method)
    {
        if (!_direct.TryGetValue(method, out var targets)) _direct.Add(method, targets = FindDirect(method));
        return targets;
    }

    /// <summary>A method's body; of a constructor also the initializers of its fields, and what the base class does without being asked.</summary>
    private ImmutableArray<CallTarget> FindDirect(IMethodSymbol method)
    {
        ImmutableArray<CallTarget> own = BodyOf(method) is { IsInert: false } body && !(body.IsIdle && method.MethodKind == MethodKind.PropertyGet) ? [new CallTarget(body, Confidence.Target, 1)] : [];
        if (method.MethodKind is not (MethodKind.Constructor or MethodKind.StaticConstructor)) return own;
        if (_initializers.TryGetValue((method.ContainingType, method.IsStatic), out var initializers)) own = [.. own, .. initializers.Select(initializer => new CallTarget(initializer, Confidence.Target, 1))];
        return BaseConstructors.ImplicitFor(method) is { } @base ? [.. own, .. DirectTargets(@base)] : own;
    }
}

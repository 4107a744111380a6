using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using MultiSession.Analyzers.Locks.Lowering;
using MultiSession.Analyzers.Locks.Model;
using MultiSession.Analyzers.Locks.Resolution;
using MultiSession.Analyzers.Locks.Simulation;

namespace MultiSession.Analyzers.Locks.Solving;

/// <summary>The whole program, simulated: every body's events with the locks held there, and who calls whom.</summary>
internal sealed class LockProgram
{
    /// <summary>Wrappers of wrappers of wrappers: deeper ones are not looked for.</summary>
    private const int MaxWrapperRounds = 4;

    private static readonly List<Caller> NoCallers = [];

    private readonly List<Caller>?[] _callers;
    private readonly List<Caller>?[] _waiters;
    private readonly System.Lazy<ILookup<ISymbol, (ISymbol Body, ISymbol Member)>> _renewals;
    private readonly Dictionary<INamedTypeSymbol, bool> _neverMade = new(SymbolEqualityComparer.Default);

    private LockProgram(Facts facts, TypeIndex types, Body[] bodies, LockTable locks, CallResolver calls, Wrappers wrappers, OwnObjects own)
    {
        Facts = facts;
        Types = types;
        Bodies = bodies;
        _callers = new List<Caller>?[bodies.Length];
        _waiters = new List<Caller>?[bodies.Length];
        Locks = locks;
        Calls = calls;
        Wrappers = wrappers;
        Own = own;
        Signals = new Signals([], facts);
        Descent = new Descent(facts);
        _renewals = facts.Renewals.By(static renewal => renewal.Body);
    }

    public Facts Facts { get; }

    public TypeIndex Types { get; }

    public IReadOnlyList<Body> Bodies { get; }

    public LockTable Locks { get; }

    public CallResolver Calls { get; }

    public Wrappers Wrappers { get; }

    public OwnObjects Own { get; }

    public Descent Descent { get; }

    public Signals Signals { get; private set; }

    public static LockProgram Build(Facts facts, TypeIndex types, CancellationToken cancellationToken)
    {
        var bodies = InOrder(facts);
        var locks = new LockTable(facts, types);
        for (var index = 0; index < bodies.Length; index++)
        {
            bodies[index].Index = index;
            NoteSelfLocked(bodies[index], locks);
        }

        var own = new OwnObjects(facts);
        var program = new LockProgram(facts, types, bodies, locks, new CallResolver(facts, types, own), new Wrappers(facts, bodies.Length), own);
        program.Simulate(cancellationToken);
        program.Signals = new Signals(bodies, facts);
        program.IndexCallers(cancellationToken);
        return program;
    }

    /// <summary>Where the objects that an owner may be are created; nothing when it may be others.</summary>
    public HashSet<SyntaxNode>? PlacesOf(Owner owner) =>
        owner is { Kind: OwnerKind.Member or OwnerKind.Local or OwnerKind.Parameter, Symbol: { } variable } ? Calls.PlacesIn(variable) : null;

    /// <summary>The same of the object that a call runs something on.</summary>
    public HashSet<SyntaxNode>? PlacesOfReceiver(Caller caller) =>
        caller.Call.Site is { Delegate: null, ReceiverSource: { } source } ? Calls.PlacesIn(source) : PlacesOf(caller.Receiver);

    /// <summary>Who runs a body.</summary>
    public List<Caller> CallersOf(Body body) => _callers[body.Index] ?? NoCallers;

    /// <summary>Who waits for it to run on another thread.</summary>
    public List<Caller> WaitersFor(Body body) => _waiters[body.Index] ?? NoCallers;

    /// <summary>Whether a body gives a member of its own object a new object.</summary>
    public bool IsRenewed(Body body, ISymbol member) => _renewals.Value[body.Symbol].Any(renewal => SymbolEqualityComparer.Default.Equals(renewal.Member, member));

    /// <summary>Whether a constructor that only the source could call is not called, while others of its class are.</summary>
    public bool IsLeftOver(Body body) =>
        Facts.IsWhole && body.Symbol is IMethodSymbol { MethodKind: MethodKind.Constructor, ContainingType: { IsVisibleOutside: false } type } && CallersOf(body).Count == 0 && type.InstanceConstructors.Any(IsCalled);

    /// <summary>Whether no object of a class is ever made: its constructors are hidden, also from a container that would make it, and not called.</summary>
    public bool IsNeverMade(INamedTypeSymbol? type)
    {
        if (!Facts.IsWhole || type is not { TypeKind: TypeKind.Class, IsStatic: false }) return false;
        if (!_neverMade.TryGetValue(type, out var answer)) _neverMade.Add(type, answer = !type.IsVisibleOutside && type.InstanceConstructors is { IsEmpty: false } constructors && constructors.All(IsHiddenAndUncalled));
        return answer;
    }

    private bool IsHiddenAndUncalled(IMethodSymbol constructor) =>
        constructor is { IsImplicitlyDeclared: false, DeclaredAccessibility: not Accessibility.Public } && Calls.BodyOf(constructor) is not null && !IsCalled(constructor);

    private bool IsCalled(IMethodSymbol method) => Calls.BodyOf(method) is { } body && CallersOf(body).Count > 0;

    /// <summary>The bodies as they stand in the source, whatever the order in which they were lowered.</summary>
    private static Body[] InOrder(Facts facts)
    {
        var bodies = facts.Bodies.ToArray();
        var places = System.Array.ConvertAll(bodies, static body => body.Symbol.Locations.FirstOrDefault());
        var files = places.Select(static place => place?.SourceTree).Distinct().OrderBy(static file => file?.FilePath, System.StringComparer.Ordinal).ToList();
        var ranks = files.Select(static (file, rank) => (File: file, Rank: rank)).Where(static file => file.File is not null).ToDictionary(static file => file.File!, static file => file.Rank);
        System.Array.Sort(System.Array.ConvertAll(places, place => place?.SourceTree is { } file ? (ranks[file], place.SourceSpan.Start) : default), bodies);
        return bodies;
    }

    private static void NoteSelfLocked(Body body, LockTable locks)
    {
        if ((body.Traits & BodyTraits.TakesLocks) == 0) return;
        foreach (var node in NodeTree.LeavesOf(body.Root))
        {
            if (node is Acquire acquire) locks.NoteSelfLocked(acquire.Lock);
        }
    }

    private void Simulate(CancellationToken cancellationToken)
    {
        foreach (var body in Bodies) SimulateOne(body, cancellationToken);
        for (var round = 0; round < MaxWrapperRounds && Wrappers.Any; round++)
        {
            var isSettled = round > 0;
            foreach (var body in Bodies)
            {
                if (!CallsWrapper(body)) continue;
                var changedHeld = body.ChangesHeld;
                SimulateOne(body, cancellationToken);
                isSettled &= body.ChangesHeld == changedHeld;
            }

            if (isSettled) break;
        }
    }

    /// <summary>Whether a body calls a wrapper, or what was taken for one before it was known to free what it takes.</summary>
    private bool CallsWrapper(Body body)
    {
        foreach (var call in body.Calls)
        {
            foreach (var target in call.Targets)
            {
                if (Wrappers.Include(target.Body)) return true;
            }
        }

        return false;
    }

    private void SimulateOne(Body body, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (body.IsIdle) return;
        Simulator.Run(body, Locks, Calls, Wrappers);
        Wrappers.Learn(body);
    }

    private void IndexCallers(CancellationToken cancellationToken)
    {
        foreach (var body in Bodies)
        {
            cancellationToken.ThrowIfCancellationRequested();
            foreach (var call in body.Calls)
            {
                foreach (var target in call.Targets)
                {
                    ((call.Site.RunsElsewhere ? _waiters : _callers)[target.Body.Index] ??= []).Add(new Caller(body, call, target));
                }
            }
        }
    }
}

/// <summary>A call seen from the callee: who calls, where, and with what certainty.</summary>
internal sealed record Caller(Body Body, CallEvent Call, CallTarget Target)
{
    /// <summary>The object that the callee runs on.</summary>
    public Owner Receiver => Target.ReceiverAt(Call.Site);

    /// <summary>Whether the caller waits for all of an asynchronous callee; nobody can wait for one that returns nothing.</summary>
    public bool WaitsForAll => Call.Site.IsAwaited && Target.Body.Symbol is not IMethodSymbol { IsAsync: true, ReturnsVoid: true };

    /// <summary>Whether whoever waits for all of the caller waits for all of the callee.</summary>
    public bool LeadsToAll => WaitsForAll || Call.Site.IsReturned;
}

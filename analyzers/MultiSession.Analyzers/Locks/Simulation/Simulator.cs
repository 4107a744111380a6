using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;
using MultiSession.Analyzers.Locks.Lowering;
using MultiSession.Analyzers.Locks.Model;
using MultiSession.Analyzers.Locks.Resolution;

namespace MultiSession.Analyzers.Locks.Simulation;

/// <summary>Runs a lowered body with the set of held locks, and writes down what happens under which locks.</summary>
internal sealed partial class Simulator
{
    private readonly LockTable _locks;
    private readonly CallResolver _calls;
    private readonly Wrappers _wrappers;
    private readonly Body _body;

    /// <summary>Whether it matters what a way comes by: only signals tell of it.</summary>
    private readonly bool _notesPassed;

    /// <summary>The ways that return from the body, break out of a loop or go to a label further down, and what is held there.</summary>
    private readonly List<(object To, HeldSet Held)> _left = [];

    private readonly List<Effect> _exits = [];

    /// <summary>What is taken of several locks that are handed in, and not freed.</summary>
    private readonly List<Effect> _handedIn = [];

    /// <summary>The loop or switch that a break leaves.</summary>
    private Node? _breakTarget;

    private HeldSet? _heldAtYield;
    private HeldSet? _held = HeldSet.Empty;
    private bool _suspended;
    private ImmutableArray<Condition> _conditions = [];

    /// <summary>What the callers hold and this body has freed, to take it again before it returns.</summary>
    private ImmutableArray<ProgramLock> _freed = [];

    private ImmutableStack<PassedEvent> _passed = [];

    /// <summary>What is not held on the way at hand, because its flag was asked for and said so.</summary>
    private ImmutableStack<HeldLock> _absent = [];

    private Simulator(Body body, LockTable locks, CallResolver calls, Wrappers wrappers)
    {
        _body = body;
        _notesPassed = (body.Traits & BodyTraits.Signals) != 0;
        _locks = locks;
        _calls = calls;
        _wrappers = wrappers;
    }

    /// <summary>Simulates one body; what it leaves held or freed becomes its effects.</summary>
    public static void Run(Body body, LockTable locks, CallResolver calls, Wrappers wrappers)
    {
        body.Restart();
        var simulator = new Simulator(body, locks, calls, wrappers);
        simulator.Step(body.Root);
        if (simulator._held is { } end) simulator._left.Add((body, end));
        body.Enters = simulator.EffectsOf(simulator.HeldAtEnd());
        if (simulator._handedIn.Count > 0) body.Enters = [.. body.Enters, .. simulator._handedIn];
        body.Exits = [.. simulator._exits];
        body.HeldAtYield = simulator.EffectsOf(simulator._heldAtYield ?? HeldSet.Empty);
    }

    /// <summary>What every return leaves held. A token may be empty-handed on some ways; what is no token must hold on all of them.</summary>
    private HeldSet HeldAtEnd()
    {
        var returns = LeftFor(_body);
        if (returns.Find(static held => !held.IsEmpty) is not { } left) return HeldSet.Empty;
        return Wrappers.ReturnsToken(_body) ? left : Join(returns)!;
    }

    /// <summary>What is held, outermost first, as a caller would take it over.</summary>
    private ImmutableArray<Effect> EffectsOf(HeldSet held) =>
        held.IsEmpty ? [] : [.. held.All().Reverse().Select(one => new Effect(one.Reference, one.Mode, one.IsTry) { Conditions = ConditionsOf(one) })];

    /// <summary>A dead way (after return or throw) has no held set; nothing on it happens, up to a label that another way leads to.</summary>
    private void Step(Node? node)
    {
        switch (node)
        {
            case Sequence sequence:
                foreach (var child in sequence.Nodes) Step(child);
                break;
            case Guard guard: StepGuard(guard); break;
            case Label label: _held = Join([.. LeftFor(label.Name), .. _held is null ? [] : new[] { _held }]); break;
            default:
                if (_held is not null) StepLive(node, _held);
                break;
        }
    }

    private void StepLive(Node? node, HeldSet held)
    {
        switch (node)
        {
            case Alternatives alternatives: StepAlternatives(alternatives); break;
            case Loop loop: StepLoop(loop); break;
            case Try @try: StepTry(@try); break;
            case Scope scope: StepScope(scope); break;
            case Jump jump: StepJump(jump); break;
            case Acquire acquire: StepAcquire(acquire); break;
            case Release release: StepRelease(release); break;
            case ReleaseToken or TryFailed when held.IsEmpty: break;
            case ReleaseToken token: StepRelease(token); break;
            case UpgradeToken token: StepUpgrade(token); break;
            case TryFailed failed: StepTryFailed(failed); break;
            case Call call: StepCall(call.Site); break;
            case Suspend suspend:
                _suspended |= !suspend.IsReturned;
                _body.Suspends.Add(new SuspendEvent(suspend.Awaited, Needs()));
                break;
            case YieldPoint: _heldAtYield = _heldAtYield is { } before ? before.Intersect(held) : held; break;
            case Wait { Kind: WaitKind.Semaphore } semaphore when !_locks.IsSignal(semaphore.Subject): break;
            case Wait wait: StepWait(wait, held); break;
            case Signal signal: _body.Signals.Add(new SignalEvent(signal, held, Lock(signal.Condition), _passed)); break;
        }
    }

    private void Pass(PassedEvent passed)
    {
        if (_notesPassed) _passed = _passed.Push(passed);
    }

    private ProgramLock? Lock(LockRef? reference) => reference is null ? null : _locks.Resolve(reference)?.Lock;

    private void StepAlternatives(Alternatives alternatives)
    {
        var before = _held;
        var (outerTarget, leftBefore) = (_breakTarget, _left.Count);
        if (alternatives.IsBreakTarget) _breakTarget = alternatives;
        var ends = new List<HeldSet>();
        var freedBefore = _freed;
        ImmutableArray<ProgramLock>? freed = alternatives.CanSkip ? _freed : null;
        var passedBefore = _passed;
        var passed = _notesPassed ? new List<PassedEvent>() : null;
        var (absentBefore, absent) = (_absent, new List<ImmutableStack<HeldLock>>());
        foreach (var way in alternatives.Ways)
        {
            (_held, _freed, _passed, _absent) = (before, freedBefore, passedBefore, absentBefore);
            Step(way);
            if (_held is null) continue;
            ends.Add(_held);
            absent.Add(_absent);
            for (; _passed != passedBefore; _passed = _passed.Pop()) passed!.Add(_passed.Peek());
            freed = freed is { IsEmpty: false } other ? [.. other.Where(_freed.Contains)] : freed ?? _freed;
        }

        _absent = absentBefore;
        Restore(ends, absent);
        _freed = freed ?? freedBefore;
        if (passed is not null) _passed = passed.Aggregate(passedBefore, static (stack, one) => stack.Push(one));

        _breakTarget = outerTarget;
        if (alternatives.IsBreakTarget) ends.AddRange(LeftFor(alternatives, leftBefore));
        if (alternatives.CanSkip) ends.Add(before!);
        _held = Join(ends);
    }

    /// <summary>Where the ways meet again, the flag still says of a lock whether it is held.</summary>
    private static void Restore(List<HeldSet> ends, List<ImmutableStack<HeldLock>> absent)
    {
        if (ends.Count == 1) return;
        for (var index = 0; index < ends.Count; index++)
        {
            foreach (var held in absent[index])
            {
                if (!ends[index].All().Any(other => other.Lock == held.Lock)) ends[index] = ends[index].Push(held);
            }
        }
    }

    private static HeldSet? Join(List<HeldSet> ends) => ends.Count == 0 ? null : ends.Aggregate(static (one, other) => one.Intersect(other));

    private void StepLoop(Loop loop)
    {
        var before = _held!;
        var (outerTarget, leftBefore) = (_breakTarget, _left.Count);
        _breakTarget = loop;
        Step(loop.Body);
        _breakTarget = outerTarget;
        var ends = LeftFor(loop, leftBefore);
        if (_held is not null && loop.CanSkip) ends.Add(_held);
        if (loop.CanSkip) ends.Add(before);
        _held = Join(ends);
    }

    private void StepGuard(Guard guard)
    {
        var outer = _conditions;
        _conditions = outer.AddRange(guard.Conditions);
        Step(guard.Body);
        _conditions = outer;
    }
}

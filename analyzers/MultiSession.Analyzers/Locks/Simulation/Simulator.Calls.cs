using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;
using MultiSession.Analyzers.Locks.Lowering;
using MultiSession.Analyzers.Locks.Model;
using MultiSession.Analyzers.Locks.Resolution;

namespace MultiSession.Analyzers.Locks.Simulation;

/// <summary>What a call does to the locks of its caller.</summary>
internal sealed partial class Simulator
{
    private void StepCall(CallSite site)
    {
        var targets = _calls.Resolve(site, _body);
        if (targets.IsEmpty && site.Foreign == ForeignCode.None) return;
        var runsLater = site.IsDeferred && targets.Any(static target => (target.Body.Traits & BodyTraits.IsIterator) != 0);
        var call = new CallEvent(site, targets, runsLater ? HeldSet.Empty : _held!, _suspended, Needs(), _freed) { States = StatesAt(site.Syntax) };
        _body.Calls.Add(call);
        Pass(call);
        if (!_wrappers.Any) return;
        foreach (var target in targets)
        {
            var (enters, exits) = _wrappers.EffectsOf(target.Body, site.IsEnumerated);
            if (enters.IsEmpty && exits.IsEmpty) continue;
            foreach (var effect in exits)
            {
                if (Translate(effect, site, target.Body) is not { } freed) continue;
                if (_locks.Resolve(freed) is not { } resolved) FreeHandedIn(freed, effect.Mode);
                // What only may be called says nothing about what the callers hold.
                else if (!Free(held => held.Lock == resolved.Lock) && target.IsOnly) AddExit(freed, resolved, effect.Mode);
            }

            if (IsOnlyStarted(site, target.Body)) return;
            var entered = new List<ProgramLock>(enters.Length);
            foreach (var effect in AllEnter(targets, site) ? enters : [])
            {
                if (Translate(effect, site, target.Body) is not { } taken) continue;
                _locks.NoteSelfLocked(taken);
                if (Resolve(taken, effect.Mode, effect.IsTry) is not { } resolved) continue;
                if (_locks.IsRecursive(effect.Lock.Symbol)) resolved.Lock.IsReentrant = true;
                // A type that is made of several locks is one lock to who takes it.
                if (entered.Contains(resolved.Lock)) continue;
                entered.Add(resolved.Lock);
                var outer = _conditions;
                if (!TryGive(effect, site)) continue;
                var isAwaited = target.Body.Symbol is IMethodSymbol method && FrameworkCalls.IsTask(method.ReturnType);
                Take(new HeldLock(resolved.Lock, Relative(taken, resolved), effect.Mode, site.Syntax, site, site.Token, effect.IsTry), isAwaited);
                _conditions = outer;
            }

            return;
        }
    }

    /// <summary>Who waits for work keeps what he holds from others until the work has what it needs, as if he ran it himself.</summary>
    private void StepWait(Wait wait, HeldSet held)
    {
        var afterSuspend = _suspended || wait.IsAwaited;
        _body.Waits.Add(new WaitEvent(wait, held, Lock(wait.Condition), afterSuspend, Needs(), _freed));
        // What is called on the spot is a call already; who gives up after a time lets the others go on; what a member holds may be over, or gone.
        if (wait.IsTry || wait.AwaitedWork is not { Symbol: not (IFieldSymbol or IPropertySymbol) } work || work is { Kind: DelegateValueKind.Target, StartsOnCaller: true }) return;
        var site = new CallSite(wait.Syntax) { Delegate = work, Receiver = work.Receiver, Arguments = work.Given, IsAwaited = true, RunsElsewhere = true };
        var targets = _calls.Resolve(site, _body);
        if (!targets.IsEmpty) _body.Calls.Add(new CallEvent(site, targets, held, afterSuspend, Needs(), _freed) { States = StatesAt(site.Syntax) });
    }

    /// <summary>Whether a lock is only asked for: its task is kept, to be awaited when it is needed.</summary>
    private static bool IsOnlyStarted(CallSite site, Body callee) =>
        site is { IsAwaited: false, IsReturned: false } && callee.Symbol is IMethodSymbol { ReturnType: var result } && FrameworkCalls.IsTask(result);

    /// <summary>Whether a lock is held whichever target runs: all that do anything leave one held. A token tells by itself, unless it is what one of several delegates makes.</summary>
    private bool AllEnter(IReadOnlyList<CallTarget> targets, CallSite site) =>
        targets[0].IsOnly
        || targets.All(target => target.Confidence != Confidence.Delegate && Wrappers.ReturnsToken(target.Body) || target.Body.Root is Sequence { Nodes.IsEmpty: true } || !_wrappers.EffectsOf(target.Body, site.IsEnumerated).Enters.IsEmpty);

    /// <summary>What the callers of the body must have given for a lock to be held.</summary>
    private ImmutableArray<ValueCondition> ConditionsOf(HeldLock held) =>
        _body.Acquires.Find(acquire => ReferenceEquals(acquire.Acquired, held)) is { } taken ? [.. taken.Conditions.OfType<ValueCondition>()] : [];

    /// <summary>Whether a call may give what a callee needs to take its lock; what is handed on, our own callers must give.</summary>
    private bool TryGive(Effect effect, CallSite site)
    {
        var needs = _conditions;
        foreach (var needed in effect.Conditions)
        {
            if (site.ArgumentFor(needed.Parameter) is not { } argument) continue;
            if (argument.HasConstant && !needed.Allows(argument.Constant)) return false;
            if (argument is { HasConstant: false, Parameter: { } own }) needs = needs.Add(new ValueCondition(own, needed.Value, needed.IsEqual != argument.IsNegated));
        }

        _conditions = needs;
        return true;
    }

    /// <summary>A callee's lock in the caller's terms: its parameter is our argument, its own lock is what our receiver is.</summary>
    private LockRef? Translate(Effect effect, CallSite site, Body callee)
    {
        var reference = effect.Lock;
        switch (reference.Kind)
        {
            case LockRefKind.Parameter when reference.Symbol is IParameterSymbol parameter:
                return !site.ArgumentLocks.IsDefault && parameter.Ordinal < site.ArgumentLocks.Length ? site.ArgumentLocks[parameter.Ordinal]?.With(reference.Flavor) : null;
            case LockRefKind.Member when reference.Owner.Kind == OwnerKind.This && _wrappers.IsWrapped(reference.Symbol) && site.ReceiverLock is { } receiver && site.Receiver.Kind != OwnerKind.This:
                _wrappers.NoteWrapped(receiver, reference);
                return receiver.With(reference.Flavor == LockFlavor.Semaphore ? LockFlavor.Async : reference.Flavor);
            case LockRefKind.Member when _wrappers.ConstructorSource(reference.Symbol, callee) is { } ordinal:
                return !site.ArgumentLocks.IsDefault && ordinal < site.ArgumentLocks.Length ? site.ArgumentLocks[ordinal]?.With(reference.Flavor) : null;
            default:
                return reference.With(OwnerMapping.ToCaller(reference.Owner, site, site.Receiver), reference.Owner.Kind == OwnerKind.This ? site.ReceiverType : reference.OwnerType);
        }
    }
}

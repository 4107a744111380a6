using System.Linq;
using Microsoft.CodeAnalysis;
using MultiSession.Analyzers.Locks.Model;
using MultiSession.Analyzers.Locks.Resolution;

namespace MultiSession.Analyzers.Locks.Simulation;

/// <summary>What is taken and freed.</summary>
internal sealed partial class Simulator
{
    private void StepAcquire(Acquire acquire)
    {
        if (Resolve(acquire.Lock, acquire.Mode, acquire.IsTry) is not { } resolved) return;
        Take(new HeldLock(resolved.Lock, Relative(acquire.Lock, resolved), acquire.Mode, acquire.Syntax, via: null, acquire.ResultLocal, acquire.IsTry), acquire.IsAwaited);
    }

    /// <summary>The lock that is taken. One of several that are handed in only the caller knows: it is noted for him.</summary>
    private (ProgramLock Lock, LockRef Reference)? Resolve(LockRef taken, LockMode mode, bool isTry)
    {
        if (_locks.Resolve(taken) is { } resolved) return resolved;
        if (IsHandedIn(taken) && !_handedIn.Exists(known => SymbolEqualityComparer.Default.Equals(known.Lock.Symbol, taken.Symbol))) _handedIn.Add(new Effect(taken, mode, isTry));
        return null;
    }

    private bool IsHandedIn(LockRef written) => written.Kind == LockRefKind.Parameter || _wrappers.ConstructorSource(written.Symbol, _body) is not null;

    /// <summary>Keeps a parameter, or what a constructor stored of one, as such, so that an effect can be told in the caller's terms.</summary>
    private LockRef Relative(LockRef written, (ProgramLock Lock, LockRef Reference) resolved) =>
        IsHandedIn(written) ? written : resolved.Reference;

    private void Take(HeldLock taken, bool isAwaited)
    {
        var acquire = new AcquireEvent(taken, _held!, taken.IsTry, _suspended || isAwaited, Needs(), _freed);
        _body.Acquires.Add(acquire);
        Pass(acquire);
        if (_freed.Contains(taken.Lock) && !taken.IsTry)
        {
            // Back to what the caller held: nothing is left that the caller did not have.
            _freed = _freed.Remove(taken.Lock);
            _exits.RemoveAll(exit => _locks.Resolve(exit.Lock)?.Lock == taken.Lock);
            return;
        }

        _held = _held!.Push(taken);
    }

    private void StepUpgrade(UpgradeToken token)
    {
        if (_held!.All().FirstOrDefault(held => held.Mode != LockMode.Exclusive && SymbolEqualityComparer.Default.Equals(held.Token, token.Local)) is not { } shared) return;
        _held = _held.Remove(held => ReferenceEquals(held, shared), out _);
        Take(new HeldLock(shared.Lock, shared.Reference, LockMode.Exclusive, token.Syntax, shared.Via, shared.Token), isAwaited: false);
    }

    private void StepRelease(Release release)
    {
        if (_locks.Resolve(release.Lock) is not { } resolved)
        {
            FreeHandedIn(release.Lock, release.Mode);
            return;
        }

        var isReaderWriter = resolved.Lock.Flavor == LockFlavor.ReaderWriterSlim;
        if (Free(held => held.Lock == resolved.Lock && (!isReaderWriter || held.Mode == release.Mode))) return;
        AddExit(release.Lock, resolved, release.Mode);
    }

    /// <summary>Frees one of several locks that are handed in: what the body has taken, or what its callers hold.</summary>
    private void FreeHandedIn(LockRef freed, LockMode mode)
    {
        if (_handedIn.RemoveAll(effect => SymbolEqualityComparer.Default.Equals(effect.Lock.Symbol, freed.Symbol)) == 0 && IsHandedIn(freed)) _exits.Add(new Effect(freed, mode));
    }

    /// <summary>Notes that the body frees what its callers hold, unless it is what it has taken itself on another way.</summary>
    private void AddExit(LockRef written, (ProgramLock Lock, LockRef Reference) resolved, LockMode mode)
    {
        if (_freed.Contains(resolved.Lock) || _body.Acquires.Exists(acquire => acquire.Acquired.Lock == resolved.Lock && !acquire.Freed.Contains(resolved.Lock))) return;
        _exits.Add(new Effect(Relative(written, resolved), mode));
        _freed = _freed.Add(resolved.Lock);
    }

    private void StepRelease(ReleaseToken token) => Free(held => SymbolEqualityComparer.Default.Equals(held.Token, token.Local));

    private void StepTryFailed(TryFailed failed)
    {
        var before = _held!;
        var isFlag = failed.Token is not IMethodSymbol;
        if (!Free(held => (held.IsTry || isFlag) && SymbolEqualityComparer.Default.Equals(held.Token, failed.Token)) || !isFlag) return;
        _absent = _absent.Push(before.All().First(held => !_held!.Contains(held)));
    }

    private bool Free(System.Func<HeldLock, bool> isReleased)
    {
        _held = _held!.Remove(isReleased, out var found);
        return found;
    }
}

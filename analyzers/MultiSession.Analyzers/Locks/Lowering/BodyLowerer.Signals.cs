using System.Collections.Generic;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using MultiSession.Analyzers.Locks.Model;

namespace MultiSession.Analyzers.Locks.Lowering;

/// <summary>Waits for handles, and for callbacks that may be running.</summary>
internal sealed partial class BodyLowerer
{
    /// <summary>The handles that a timer signals when its last callback is done, and those callbacks.</summary>
    private Dictionary<ISymbol, List<DelegateValue>>? _notified;

    private void AddSignal(Signal signal)
    {
        _traits |= BodyTraits.Signals;
        _nodes.Add(signal);
    }

    private void AddSignalWait(IOperation? handle, SyntaxNode syntax)
    {
        var storage = _expressions.ReadStorage(handle);
        if (storage is not null && _notified?.TryGetValue(storage, out var callbacks) == true)
        {
            AddCallbackWaits(callbacks, syntax);
            return;
        }

        _nodes.Add(new Wait(WaitKind.Signal, storage, work: null, condition: null, syntax));
    }

    /// <summary><c>timer.Dispose(handle)</c> comes back at once: who waits for the handle waits for the callback.</summary>
    private void NoteNotified(IOperation handle, IOperation? timer)
    {
        if (_expressions.ReadStorage(handle) is not { } storage) return;
        _notified ??= new(SymbolEqualityComparer.Default);
        if (!_notified.TryGetValue(storage, out var callbacks)) _notified.Add(storage, callbacks = []);
        callbacks.AddRange(ReadWork(timer));
    }

    private void AddCallbackWait(IOperation? registration, SyntaxNode syntax) => AddCallbackWaits(ReadWork(registration), syntax);

    private void AddCallbackWaits(IEnumerable<DelegateValue> callbacks, SyntaxNode syntax)
    {
        foreach (var callback in callbacks) _nodes.Add(new Wait(WaitKind.Callback, subject: null, callback, condition: null, syntax));
    }
}

using Microsoft.Extensions.Logging;

namespace MultiSession;

/// <summary>Calls the store for one session type: times each call, and turns each failure into the type's <c>Storage</c> error.</summary>
internal sealed class SessionPersistence(
    string typeName, ISessionStore store, ISessionErrors errors, TimeProvider clock, SessionTelemetry telemetry, ILogger logger)
{
    private volatile string? _lastFailure;

    /// <summary>Why the last call failed; <see langword="null"/> when it succeeded.</summary>
    public string? LastFailure => _lastFailure;

    public ValueTask<SessionResult<Unit>> OpenAsync(CancellationToken cancellationToken) =>
        CallAsync("open", 0, static async (self, _, token) =>
        {
            await self.Store.OpenAsync(token).ConfigureAwait(false);
            return Unit.Value;
        }, cancellationToken);

    public ValueTask<SessionResult<SessionStoreContents>> LoadAsync(CancellationToken cancellationToken) =>
        CallAsync("load", 0, static (self, _, token) => self.Store.LoadAsync(self.TypeName, token), cancellationToken);

    public ValueTask<SessionResult<long>> SaveAsync(SessionRecord record, CancellationToken cancellationToken) =>
        CallAsync("save", record, static (self, record, token) => self.Store.SaveAsync(record, token), cancellationToken);

    public ValueTask<SessionResult<Unit>> DeleteAsync(SessionId id, CancellationToken cancellationToken) =>
        CallAsync("delete", id, static async (self, id, token) =>
        {
            await self.Store.DeleteAsync(self.TypeName, id, token).ConfigureAwait(false);
            return Unit.Value;
        }, cancellationToken);

    public ValueTask<SessionResult<Unit>> QuarantineAsync(SessionId id, string reason, CancellationToken cancellationToken) =>
        CallAsync("quarantine", (id, reason), static async (self, args, token) =>
        {
            await self.Store.QuarantineAsync(self.TypeName, args.id, args.reason, token).ConfigureAwait(false);
            return Unit.Value;
        }, cancellationToken);

    public ValueTask<SessionResult<Unit>> AppendTranscriptAsync(SessionId id, IReadOnlyList<OutputEvent> events, CancellationToken cancellationToken) =>
        CallAsync("append", (id, events), static async (self, args, token) =>
        {
            await self.Store.AppendTranscriptAsync(self.TypeName, args.id, args.events, token).ConfigureAwait(false);
            return Unit.Value;
        }, cancellationToken);

    public ValueTask<SessionResult<IReadOnlyList<OutputEvent>>> ReadTranscriptAsync(SessionId id, int last, CancellationToken cancellationToken) =>
        CallAsync(
            "read", (id, last), static (self, args, token) => self.Store.ReadTranscriptAsync(self.TypeName, args.id, args.last, token), cancellationToken);

    private ISessionStore Store => store;

    private string TypeName => typeName;

    private async ValueTask<SessionResult<T>> CallAsync<TArgs, T>(
        string operation,
        TArgs args,
        Func<SessionPersistence, TArgs, CancellationToken, ValueTask<T>> call,
        CancellationToken cancellationToken)
    {
        var started = clock.GetTimestamp();
        try
        {
            var value = await call(this, args, cancellationToken).ConfigureAwait(false);
            _lastFailure = null;
            telemetry.StoreCalled(operation, clock.GetElapsedTime(started), null);
            return new(value);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            throw;
        }
        catch (Exception failure) // a store is foreign code: whatever it throws must not take the sessions down
        {
            _lastFailure = failure.Message;
            telemetry.StoreCalled(operation, clock.GetElapsedTime(started), failure.GetType().FullName);
            Log.StoreFailed(logger, operation, failure);
            return new(errors.Storage(operation, failure.Message));
        }
    }
}

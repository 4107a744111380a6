using System.Diagnostics;
using static MultiSession.SessionTelemetryNames;

namespace MultiSession;

/// <summary>What one engine reports, tagged with its session type, and the totals of its statistics.</summary>
internal sealed class SessionTelemetry(string typeName, SessionInstruments instruments)
{
    private readonly KeyValuePair<string, object?> _type = new(SessionTypeTag, typeName);
    private long _created;
    private long _restored;
    private long _closed;
    private long _expired;
    private long _quarantined;
    private long _succeeded;
    private long _failed;

    public long Created => Interlocked.Read(ref _created);

    public long Restored => Interlocked.Read(ref _restored);

    public long Closed => Interlocked.Read(ref _closed);

    public long Expired => Interlocked.Read(ref _expired);

    public long Quarantined => Interlocked.Read(ref _quarantined);

    public long Succeeded => Interlocked.Read(ref _succeeded);

    public long Failed => Interlocked.Read(ref _failed);

    public void SessionCreated()
    {
        Interlocked.Increment(ref _created);
        instruments.Created.Add(1, _type);
        instruments.Live.Add(1, _type);
    }

    public void SessionRestored()
    {
        Interlocked.Increment(ref _restored);
        instruments.Restored.Add(1, _type);
        instruments.Live.Add(1, _type);
    }

    public void SessionEnded(SessionEndReason reason)
    {
        Interlocked.Increment(ref reason == SessionEndReason.Expired ? ref _expired : ref _closed);
        instruments.Ended.Add(1, _type, new(EndReasonTag, reason == SessionEndReason.Expired ? "expired" : "closed"));
        instruments.Live.Add(-1, _type);
    }

    public void SessionsDrained(int count) => instruments.Live.Add(-count, _type);

    public void SessionHibernated() => instruments.Hibernated.Add(1, _type);

    public void RecordsQuarantined(int count)
    {
        Interlocked.Add(ref _quarantined, count);
        instruments.Quarantined.Add(count, _type);
    }

    public Activity? StartOperation(SessionId id, string operation)
    {
        var activity = SessionInstruments.Activities.StartActivity(operation);
        if (activity is { IsAllDataRequested: true })
        {
            activity.SetTag(SessionTypeTag, typeName).SetTag(SessionIdTag, id.ToString()).SetTag(OperationNameTag, operation);
        }

        return activity;
    }

    public void OperationWaited(string operation, TimeSpan waited) =>
        instruments.Wait.Record(waited.TotalSeconds, _type, new(OperationNameTag, operation));

    public void OperationRefused(string operation, string code)
    {
        Interlocked.Increment(ref _failed);
        instruments.Refused.Add(1, _type, new(OperationNameTag, operation), new(ErrorTypeTag, code));
    }

    public void OperationEnded(string operation, TimeSpan ran, string? errorType)
    {
        Interlocked.Increment(ref errorType is null ? ref _succeeded : ref _failed);
        var tags = new TagList { _type, new(OperationNameTag, operation) };
        if (errorType is not null) tags.Add(ErrorTypeTag, errorType);
        instruments.Duration.Record(ran.TotalSeconds, tags);
    }

    public void ChangesDropped(long count)
    {
        if (count > 0) instruments.ChangesDropped.Add(count, _type);
    }

    public void OutputWritten(long bytes, long evicted, long dropped)
    {
        instruments.OutputBytes.Add(bytes, _type);
        if (evicted > 0) instruments.OutputEvictions.Add(evicted, _type);
        if (dropped > 0) instruments.OutputDrops.Add(dropped, _type);
    }

    public void LockWaited(TimeSpan waited, bool acquired) =>
        instruments.LockWait.Record(waited.TotalSeconds, _type, new(LockAcquiredTag, acquired));

    public void StoreCalled(string operation, TimeSpan took, string? errorType)
    {
        var tags = new TagList { _type, new(StoreOperationTag, operation) };
        if (errorType is not null) tags.Add(ErrorTypeTag, errorType);
        instruments.Store.Record(took.TotalSeconds, tags);
    }
}

namespace MultiSession;

/// <summary>Every name that the engine emits: meter, activity source, instruments, tags. <c>docs/telemetry.md</c> explains them.</summary>
public static class SessionTelemetryNames
{
    /// <summary>Name of the meter.</summary>
    public const string Meter = "MultiSession";

    /// <summary>Name of the activity source.</summary>
    public const string ActivitySource = "MultiSession";

    /// <summary>Counter: sessions created.</summary>
    public const string SessionCreated = "multisession.session.created";

    /// <summary>Counter: sessions restored from the store.</summary>
    public const string SessionRestored = "multisession.session.restored";

    /// <summary>Counter: sessions ended, by reason.</summary>
    public const string SessionEnded = "multisession.session.ended";

    /// <summary>Counter: sessions hibernated.</summary>
    public const string SessionHibernated = "multisession.session.hibernated";

    /// <summary>Counter: stored records set aside.</summary>
    public const string SessionQuarantined = "multisession.session.quarantined";

    /// <summary>Up-down counter: live sessions.</summary>
    public const string SessionLive = "multisession.session.live";

    /// <summary>Histogram: run time of operations.</summary>
    public const string OperationDuration = "multisession.operation.duration";

    /// <summary>Histogram: time that operations waited for their turn.</summary>
    public const string OperationWaitDuration = "multisession.operation.wait.duration";

    /// <summary>Counter: operations refused before they ran.</summary>
    public const string OperationRefused = "multisession.operation.refused";

    /// <summary>Counter: state changes lost by slow subscribers.</summary>
    public const string StateChangeDropped = "multisession.state_change.dropped";

    /// <summary>Counter: bytes of output written.</summary>
    public const string OutputSize = "multisession.output.size";

    /// <summary>Counter: output events evicted from replay buffers.</summary>
    public const string OutputEvicted = "multisession.output.evicted";

    /// <summary>Counter: output events lost by slow live subscribers.</summary>
    public const string OutputDropped = "multisession.output.dropped";

    /// <summary>Histogram: time that lock requests waited.</summary>
    public const string LockWaitDuration = "multisession.lock.wait.duration";

    /// <summary>Histogram: time that store calls took.</summary>
    public const string StoreDuration = "multisession.store.duration";

    /// <summary>Tag: session type.</summary>
    public const string SessionTypeTag = "multisession.session.type";

    /// <summary>Tag: session id; on activities only, never on metrics.</summary>
    public const string SessionIdTag = "multisession.session.id";

    /// <summary>Tag: name of the operation.</summary>
    public const string OperationNameTag = "multisession.operation.name";

    /// <summary>Tag: why a session ended, <c>closed</c> or <c>expired</c>.</summary>
    public const string EndReasonTag = "multisession.session.end_reason";

    /// <summary>Tag: whether a lock was had in time.</summary>
    public const string LockAcquiredTag = "multisession.lock.acquired";

    /// <summary>Tag: what the store was asked for.</summary>
    public const string StoreOperationTag = "multisession.store.operation";

    /// <summary>Tag: error code or exception type; absent on success.</summary>
    public const string ErrorTypeTag = "error.type";
}

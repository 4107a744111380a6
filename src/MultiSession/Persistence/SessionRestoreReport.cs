namespace MultiSession;

/// <summary>What a restore did.</summary>
/// <param name="Restored">Sessions that are live now, in creation order.</param>
/// <param name="Quarantined">Records that could not be used and were set aside.</param>
public sealed record SessionRestoreReport(IReadOnlyList<SessionInfo> Restored, IReadOnlyList<QuarantinedRecord> Quarantined);

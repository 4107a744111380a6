using Microsoft.Extensions.Logging;

namespace MultiSession;

/// <summary>Every log message of the engine. Event ids are stable; <c>docs/telemetry.md</c> lists them.</summary>
internal static partial class Log
{
    [LoggerMessage(1, LogLevel.Information, "Session '{Name}' ({Id}) created")]
    public static partial void SessionCreated(ILogger logger, string name, SessionId id);

    [LoggerMessage(2, LogLevel.Information, "Session '{Name}' ({Id}) ended: {Reason}")]
    public static partial void SessionEnded(ILogger logger, string name, SessionId id, SessionEndReason reason);

    [LoggerMessage(3, LogLevel.Information, "Session '{Name}' ({Id}) renamed to '{NewName}'")]
    public static partial void SessionRenamed(ILogger logger, string name, SessionId id, string newName);

    [LoggerMessage(4, LogLevel.Debug, "Switched to session '{Name}' ({Id})")]
    public static partial void SessionSwitched(ILogger logger, string name, SessionId id);

    [LoggerMessage(5, LogLevel.Information, "Session '{Name}' ({Id}) hibernated")]
    public static partial void SessionHibernated(ILogger logger, string name, SessionId id);

    [LoggerMessage(6, LogLevel.Debug, "{Operation} in session '{Name}' ({Id}) succeeded after {ElapsedMilliseconds} ms")]
    public static partial void OperationSucceeded(ILogger logger, string operation, string name, SessionId id, double elapsedMilliseconds);

    [LoggerMessage(7, LogLevel.Warning, "{Operation} in session '{Name}' ({Id}) failed after {ElapsedMilliseconds} ms: {Error}")]
    public static partial void OperationFailed(
        ILogger logger, string operation, string name, SessionId id, double elapsedMilliseconds, string error, Exception? exception);

    [LoggerMessage(8, LogLevel.Information, "{Operation} in session '{Name}' ({Id}) refused: {Error}")]
    public static partial void OperationRefused(ILogger logger, string operation, string name, SessionId id, string error);

    [LoggerMessage(9, LogLevel.Information, "Restored {Count} sessions, set {Quarantined} records aside")]
    public static partial void SessionsRestored(ILogger logger, int count, int quarantined);

    [LoggerMessage(10, LogLevel.Warning, "Record '{Key}' set aside: {Reason}")]
    public static partial void RecordQuarantined(ILogger logger, string key, string reason);

    [LoggerMessage(11, LogLevel.Error, "The store failed to {Operation}")]
    public static partial void StoreFailed(ILogger logger, string operation, Exception exception);

    [LoggerMessage(12, LogLevel.Warning, "Session '{Name}' ({Id}) could not be woken")]
    public static partial void WakeFailed(ILogger logger, string name, SessionId id, Exception exception);

    [LoggerMessage(13, LogLevel.Warning, "The object of session '{Name}' ({Id}) failed to dispose")]
    public static partial void DisposeFailed(ILogger logger, string name, SessionId id, Exception exception);

    [LoggerMessage(14, LogLevel.Warning, "An operation in session '{Name}' ({Id}) ignored its cancellation for {Timeout}; the session object is disposed under it")]
    public static partial void OperationIgnoredCancellation(ILogger logger, string name, SessionId id, TimeSpan timeout);

    [LoggerMessage(15, LogLevel.Information, "Draining {Count} sessions, for {Timeout} at most")]
    public static partial void Draining(ILogger logger, int count, TimeSpan timeout);

    [LoggerMessage(16, LogLevel.Error, "The clean-up of idle sessions failed and will be tried again")]
    public static partial void CleanupFailed(ILogger logger, Exception exception);
}

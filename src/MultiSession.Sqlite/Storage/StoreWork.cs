using Microsoft.Data.Sqlite;

namespace MultiSession.Sqlite.Storage;

/// <summary>One piece of work on a connection and the caller that waits for it.</summary>
internal abstract class StoreWork
{
    /// <summary>Does the work. May be called again after a rollback.</summary>
    public abstract void Run(SqliteConnection connection);

    /// <summary>Hands the result of the last <see cref="Run"/> to the caller.</summary>
    public abstract void Acknowledge();

    public abstract void Fail(Exception error);

    /// <summary>Whether the caller gave up before the work began; it is told so.</summary>
    public abstract bool TryCancel();
}

/// <inheritdoc cref="StoreWork"/>
internal sealed class StoreWork<T>(Func<SqliteConnection, T> work, CancellationToken cancellationToken) : StoreWork
{
    private readonly TaskCompletionSource<T> _completion = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private T? _result;

    public Task<T> Completion => _completion.Task;

    public override void Run(SqliteConnection connection) => _result = work(connection);

    public override void Acknowledge() => _completion.SetResult(_result!); // Run has set it

    public override void Fail(Exception error) => _completion.SetException(error);

    public override bool TryCancel() =>
        cancellationToken.IsCancellationRequested && _completion.TrySetCanceled(cancellationToken);
}

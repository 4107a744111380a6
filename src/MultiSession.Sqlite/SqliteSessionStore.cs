using Microsoft.Data.Sqlite;
using MultiSession.Sqlite.Storage;

namespace MultiSession.Sqlite;

/// <summary>
/// Keeps sessions in one SQLite file. A write is acknowledged once it is committed to the write-ahead log, so <c>kill -9</c> loses
/// nothing that was acknowledged. Several processes may use the same file.
/// </summary>
/// <remarks>
/// Thread-safe. Writes queue (bounded; a caller waits when the queue is full) for one writer, which commits those that wait together;
/// reads run beside it. No call blocks its caller's thread. Cancellation takes work that has not begun out of its queue; work that
/// has begun is finished. Before <see cref="OpenAsync"/> the other methods throw <see cref="SessionStoreException"/>, after
/// <see cref="DisposeAsync"/> all throw <see cref="ObjectDisposedException"/>.
/// </remarks>
public sealed class SqliteSessionStore : ISessionStore, IAsyncDisposable
{
    private readonly SqliteSessionStoreOptions _options;
    private readonly TimeProvider _clock;
    private readonly SemaphoreSlim _lifetime = new(1, 1);
    private volatile StoreDatabase? _database;
    private volatile bool _disposed;

    /// <summary>Describes a store; <see cref="OpenAsync"/> opens it.</summary>
    /// <param name="path">The database file; see <see cref="SqliteSessionStoreOptions.Path"/>.</param>
    /// <param name="clock">Dates what is quarantined. Default: <see cref="TimeProvider.System"/>.</param>
    /// <exception cref="ArgumentException">The path is empty.</exception>
    public SqliteSessionStore(string path, TimeProvider? clock = null)
        : this(new SqliteSessionStoreOptions { Path = path }, clock)
    {
    }

    /// <summary>Describes a store; <see cref="OpenAsync"/> opens it.</summary>
    /// <param name="options">The file and how to use it. Copied: later changes have no effect.</param>
    /// <param name="clock">Dates what is quarantined. Default: <see cref="TimeProvider.System"/>.</param>
    /// <exception cref="ArgumentException">An option is out of its range.</exception>
    public SqliteSessionStore(SqliteSessionStoreOptions options, TimeProvider? clock = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        _options = options.Copy();
        if (_options.Problems().FirstOrDefault() is { } problem)
            throw new ArgumentException(problem, nameof(options));
        _clock = clock ?? TimeProvider.System;
    }

    /// <summary>Opens or creates the file and brings an older schema up to date. Does nothing when it is open.</summary>
    /// <exception cref="SessionStoreException">
    /// The file cannot be used: its folder is missing or cannot be written, it is a folder, read-only or not a database, its path is too
    /// long, it belongs to another program, or its schema is newer. The message names the path and the way out.
    /// </exception>
    public async ValueTask OpenAsync(CancellationToken cancellationToken = default)
    {
        await _lifetime.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            _database ??= await Task.Run(() => StoreDatabase.Open(_options), cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            _lifetime.Release();
        }
    }

    /// <inheritdoc/>
    public async ValueTask<long> SaveAsync(SessionRecord record, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(record);
        return await WriteAsync(connection => SessionRows.Save(connection, record), cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async ValueTask<SessionStoreContents> LoadAsync(string typeName, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(typeName);
        var now = _clock.GetUtcNow();
        return await WriteAsync(connection => QuarantineRows.Load(connection, typeName, now), cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async ValueTask DeleteAsync(string typeName, SessionId id, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(typeName);
        var key = id.ToString();
        await WriteAsync(Delete, cancellationToken).ConfigureAwait(false);

        int Delete(SqliteConnection connection) =>
            SessionRows.Delete(connection, typeName, key) + TranscriptRows.Delete(connection, typeName, key);
    }

    /// <inheritdoc/>
    /// <exception cref="SessionVersionConflictException">The transcript has one of the sequence numbers already; nothing was written.</exception>
    public async ValueTask AppendTranscriptAsync(
        string typeName, SessionId id, IReadOnlyList<OutputEvent> events, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(typeName);
        ArgumentNullException.ThrowIfNull(events);
        if (events.Count == 0)
            return;
        var (key, limit) = (id.ToString(), _options.MaxTranscriptEvents);
        await WriteAsync(connection => TranscriptRows.Append(connection, typeName, key, events, limit), cancellationToken)
            .ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<OutputEvent>> ReadTranscriptAsync(
        string typeName, SessionId id, int last, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(typeName);
        ArgumentOutOfRangeException.ThrowIfNegative(last);
        var key = id.ToString();
        return await Database.ReadAsync(connection => TranscriptRows.ReadLast(connection, typeName, key, last), cancellationToken)
            .ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async ValueTask QuarantineAsync(string typeName, SessionId id, string reason, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(typeName);
        ArgumentNullException.ThrowIfNull(reason);
        var (key, now) = (id.ToString(), _clock.GetUtcNow());
        await WriteAsync(connection => QuarantineRows.Move(connection, typeName, key, reason, now), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Finishes the work that is queued, takes no more, and closes the file. Does nothing when called again.</summary>
    public async ValueTask DisposeAsync()
    {
        await _lifetime.WaitAsync().ConfigureAwait(false);
        try
        {
            _disposed = true;
            if (_database is { } database)
                await database.DisposeAsync().ConfigureAwait(false);
            _database = null;
        }
        finally
        {
            _lifetime.Release();
        }
    }

    private Task<T> WriteAsync<T>(Func<SqliteConnection, T> write, CancellationToken cancellationToken) =>
        Database.WriteAsync(write, cancellationToken);

    private StoreDatabase Database
    {
        get
        {
            var database = _database;
            ObjectDisposedException.ThrowIf(_disposed, this);
            return database
                ?? throw new SessionStoreException($"The session store '{_options.Path}' is not open; call {nameof(OpenAsync)} first.");
        }
    }
}

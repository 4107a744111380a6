using Microsoft.Extensions.Logging;
using MultiSession.Testing.Clocks;

namespace MultiSession.Tests;

/// <summary>An engine of note sessions on a clock and a store that a test controls.</summary>
internal sealed class NoteHouse : IAsyncDisposable, INoteClock
{
    public NoteHouse(
        Action<SessionOptions>? configure = null, ISessionStore? store = null, FakeTimeProvider? clock = null, ILoggerFactory? loggers = null)
    {
        (Store, Clock) = (store ?? new InMemorySessionStore(), clock ?? new FakeTimeProvider());
        Definition = new NoteSessionDefinition(this);
        Definition.ApplyDefaults(Options);
        configure?.Invoke(Options);
        Engine = new SessionEngine<NoteSession, NoteSessionConfig>(Definition, Options, Store, Clock, loggers);
    }

    public string Today => "today";

    /// <summary>Runs in the constructor of every session.</summary>
    public Action<SessionOutput>? OnCreating { get; set; }

    public void Creating(SessionOutput output) => OnCreating?.Invoke(output);

    public SessionOptions Options { get; } = new();

    public ISessionStore Store { get; }

    public FakeTimeProvider Clock { get; }

    public NoteSessionDefinition Definition { get; }

    public SessionEngine<NoteSession, NoteSessionConfig> Engine { get; }

    public async Task<SessionEntry<NoteSession, NoteSessionConfig>> CreateAsync(string? name = null) =>
        (await TryCreateAsync(name)).ValueOrThrow(NoteSessionErrors.Instance);

    public ValueTask<SessionResult<SessionEntry<NoteSession, NoteSessionConfig>>> TryCreateAsync(string? name = null, string? topic = null) =>
        Engine.CreateAsync(new NoteSessionConfig { Id = SessionId.New(Clock), Name = name, Topic = topic, MaxNotes = 3 });

    public IEnumerable<string> Names() => Engine.List().Select(info => info.Name);

    public ValueTask DisposeAsync() => Engine.DisposeAsync();
}

internal static class NoteEntryExtensions
{
    private static readonly SessionOperation Run = new("Run");

    public static NoteSessionHandle Handle(this SessionEntry<NoteSession, NoteSessionConfig> entry) => new(entry);

    /// <summary>Runs a piece of test code as an operation of the session.</summary>
    public static ValueTask<SessionResult<T>> RunAsync<T>(
        this SessionEntry<NoteSession, NoteSessionConfig> entry,
        Func<NoteSession, CancellationToken, ValueTask<T>> body,
        SessionOperation? operation = null,
        CancellationToken cancellationToken = default) =>
        entry.InvokeAsync(operation ?? Run, body, static (session, body, token) => body(session, token), cancellationToken);

    public static async Task<NoteSession> SessionAsync(this SessionEntry<NoteSession, NoteSessionConfig> entry) =>
        (await entry.RunAsync((session, _) => ValueTask.FromResult(session))).ValueOrThrow(NoteSessionErrors.Instance);

    /// <summary>Starts an operation that stays until <see cref="HeldOperation.Finish"/>, and waits until it runs.</summary>
    public static async Task<HeldOperation> HoldAsync(this SessionEntry<NoteSession, NoteSessionConfig> entry, CancellationToken cancellationToken = default)
    {
        var held = new HeldOperation();
        held.Result = entry.RunAsync(held.BodyAsync, cancellationToken: cancellationToken).AsTask();
        await held.Running;
        return held;
    }
}

internal sealed class HeldOperation
{
    private readonly TaskCompletionSource _running = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _finish = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task Running => _running.Task;

    public Task<SessionResult<int>> Result { get; set; } = Task.FromResult(new SessionResult<int>(0));

    public void Finish() => _finish.TrySetResult();

    public async ValueTask<int> BodyAsync(NoteSession session, CancellationToken cancellationToken)
    {
        _running.TrySetResult();
        await _finish.Task.WaitAsync(cancellationToken);
        return 1;
    }
}

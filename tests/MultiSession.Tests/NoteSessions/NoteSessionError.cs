using System.Globalization;

namespace MultiSession.Tests;

public partial class NoteSession
{
    public sealed partial record NotebookFull : NoteSessionError
    {
        public override string Code => nameof(NotebookFull);

        public override string Message => string.Create(CultureInfo.InvariantCulture, $"The notebook is full: {Max} notes");
    }
}

public abstract record NoteSessionError : SessionError
{
    private protected NoteSessionError() { }

    public sealed record NotFound(string Session, string? Nearest) : NoteSessionError
    {
        public override string Code => nameof(NotFound);

        public override string Message =>
            Nearest is null ? $"There is no session '{Session}'." : $"There is no session '{Session}'. Did you mean '{Nearest}'?";
    }

    public sealed record Ambiguous(string Session, int Matches) : NoteSessionError
    {
        public override string Code => nameof(Ambiguous);

        public override string Message => $"'{Session}' fits {Matches} sessions: give more of the id, the name or the number.";
    }

    public sealed record Expired(string Session, DateTimeOffset At) : NoteSessionError
    {
        public override string Code => nameof(Expired);

        public override string Message => $"Session '{Session}' expired at {At:u}. Create a new one.";
    }

    public sealed record LimitReached(int Max) : NoteSessionError
    {
        public override string Code => nameof(LimitReached);

        public override string Message => $"All {Max} sessions are in use. Close one first.";
    }

    public sealed record AlreadyExists(string Name) : NoteSessionError
    {
        public override string Code => nameof(AlreadyExists);

        public override string Message => $"There is a session '{Name}' already. Choose another name.";
    }

    public sealed record InvalidName(string Name, string Reason) : NoteSessionError
    {
        public override string Code => nameof(InvalidName);

        public override string Message => $"The name '{Name}' cannot be used: {Reason}.";
    }

    public sealed record InvalidSetting(string Setting, string? Value, string Reason) : NoteSessionError
    {
        public override string Code => nameof(InvalidSetting);

        public override string Message => $"{Setting} '{Value}' {Reason}.";
    }

    public sealed record InvalidTransition(string Session, SessionStatus From, SessionStatus To) : NoteSessionError
    {
        public override string Code => nameof(InvalidTransition);

        public override string Message => $"Session '{Session}' is {From} and cannot become {To}.";
    }

    public sealed record Locked(string Session, TimeSpan Waited) : NoteSessionError
    {
        public override string Code => nameof(Locked);

        public override string Message => $"Session '{Session}' stayed locked by another owner for {Waited}. Try again later.";
    }

    public sealed record QueueFull(string Session, int Capacity) : NoteSessionError
    {
        public override string Code => nameof(QueueFull);

        public override string Message => $"{Capacity} operations wait for session '{Session}' already. Wait for one to end.";
    }

    public sealed record RateLimited(string Session, TimeSpan RetryAfter) : NoteSessionError
    {
        public override string Code => nameof(RateLimited);

        public override string Message => $"Too many operations in session '{Session}'. Try again in {RetryAfter}.";
    }

    public sealed record Timeout(string Operation, TimeSpan Limit) : NoteSessionError
    {
        public override string Code => nameof(Timeout);

        public override string Message => $"{Operation} took longer than {Limit} and was cancelled.";
    }

    public sealed record Storage(string Operation, string Reason) : NoteSessionError
    {
        public override string Code => nameof(Storage);

        public override string Message => $"The store failed to {Operation}: {Reason}";
    }

    public sealed record Corrupted(string Record, string Reason) : NoteSessionError
    {
        public override string Code => nameof(Corrupted);

        public override string Message => $"The stored session '{Record}' cannot be used: {Reason}";
    }

    public sealed record Closed(string Session) : NoteSessionError
    {
        public override string Code => nameof(Closed);

        public override string Message => $"Session '{Session}' is closed.";
    }
}

public sealed class NoteSessionException(NoteSessionError error, Exception? inner = null) : SessionException(error, inner)
{
    public new NoteSessionError Error => (NoteSessionError)base.Error;
}

internal sealed class NoteSessionErrors : ISessionErrors
{
    public static readonly NoteSessionErrors Instance = new();

    public SessionError NotFound(string session, string? nearest) => new NoteSessionError.NotFound(session, nearest);

    public SessionError Ambiguous(string session, int matches) => new NoteSessionError.Ambiguous(session, matches);

    public SessionError Expired(string session, DateTimeOffset at) => new NoteSessionError.Expired(session, at);

    public SessionError LimitReached(int max) => new NoteSessionError.LimitReached(max);

    public SessionError AlreadyExists(string name) => new NoteSessionError.AlreadyExists(name);

    public SessionError InvalidName(string name, string reason) => new NoteSessionError.InvalidName(name, reason);

    public SessionError InvalidSetting(string setting, string? value, string reason) =>
        new NoteSessionError.InvalidSetting(setting, value, reason);

    public SessionError InvalidTransition(string session, SessionStatus current, SessionStatus requested) =>
        new NoteSessionError.InvalidTransition(session, current, requested);

    public SessionError Locked(string session, TimeSpan waited) => new NoteSessionError.Locked(session, waited);

    public SessionError QueueFull(string session, int capacity) => new NoteSessionError.QueueFull(session, capacity);

    public SessionError RateLimited(string session, TimeSpan retryAfter) => new NoteSessionError.RateLimited(session, retryAfter);

    public SessionError Timeout(string operation, TimeSpan limit) => new NoteSessionError.Timeout(operation, limit);

    public SessionError Storage(string operation, string reason) => new NoteSessionError.Storage(operation, reason);

    public SessionError Corrupted(string record, string reason) => new NoteSessionError.Corrupted(record, reason);

    public SessionError Closed(string session) => new NoteSessionError.Closed(session);

    public SessionException ToException(SessionError sessionError, Exception? inner = null) =>
        new NoteSessionException((NoteSessionError)sessionError, inner);
}

using System.Diagnostics.CodeAnalysis;

namespace MultiSession;

/// <summary>A value, or the error that stands in its place.</summary>
/// <typeparam name="T">Type of the value.</typeparam>
public readonly struct SessionResult<T> : IEquatable<SessionResult<T>>
{
    private readonly T? _value;

    /// <summary>A success.</summary>
    public SessionResult(T value) => (_value, IsSuccess) = (value, true);

    /// <summary>A failure.</summary>
    public SessionResult(SessionError error)
    {
        ArgumentNullException.ThrowIfNull(error);
        Error = error;
    }

    /// <summary>Whether there is a value. The default of this struct is neither: it has no value and no error.</summary>
    [MemberNotNullWhen(false, nameof(Error))]
    public bool IsSuccess { get; }

    /// <summary>The error; <see langword="null"/> on success.</summary>
    public SessionError? Error { get; }

    /// <summary>The value. Throws <see cref="SessionException"/> on failure.</summary>
    public T Value => TryGetValue(out var value, out var error) ? value : throw new SessionException(error);

    /// <summary>The value, or the session type's own exception.</summary>
    /// <param name="errors">Makes the exception.</param>
    public T ValueOrThrow(ISessionErrors errors)
    {
        ArgumentNullException.ThrowIfNull(errors);
        return TryGetValue(out var value, out var error) ? value : throw errors.ToException(error);
    }

    /// <summary>Gets the value or the error.</summary>
    public bool TryGetValue([MaybeNullWhen(false)] out T value, [NotNullWhen(false)] out SessionError? error)
    {
        value = _value;
        error = IsSuccess ? null : Error ?? throw new InvalidOperationException("The result was never set: it is the struct's default.");
        return IsSuccess;
    }

    /// <summary>Continues with whichever of the two is there.</summary>
    public TResult Match<TResult>(Func<T, TResult> onSuccess, Func<SessionError, TResult> onFailure)
    {
        ArgumentNullException.ThrowIfNull(onSuccess);
        ArgumentNullException.ThrowIfNull(onFailure);
        return TryGetValue(out var value, out var error) ? onSuccess(value) : onFailure(error);
    }

    /// <summary>The result with its value converted.</summary>
    public SessionResult<TResult> Select<TResult>(Func<T, TResult> convert)
    {
        ArgumentNullException.ThrowIfNull(convert);
        return TryGetValue(out var value, out var error) ? new(convert(value)) : new(error);
    }

    /// <inheritdoc/>
    public bool Equals(SessionResult<T> other) =>
        IsSuccess == other.IsSuccess && EqualityComparer<T?>.Default.Equals(_value, other._value) && Equals(Error, other.Error);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is SessionResult<T> other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(IsSuccess, _value, Error);

    /// <inheritdoc/>
    public override string ToString() => IsSuccess ? $"Success({_value})" : $"Failure({Error})";

    /// <summary>Whether both hold equal values or equal errors.</summary>
    public static bool operator ==(SessionResult<T> left, SessionResult<T> right) => left.Equals(right);

    /// <summary>Whether they differ.</summary>
    public static bool operator !=(SessionResult<T> left, SessionResult<T> right) => !left.Equals(right);

    /// <summary>A success.</summary>
    [SuppressMessage("Usage", "CA2225", Justification = "The constructor is the alternate.")]
    public static implicit operator SessionResult<T>(T value) => new(value);

    /// <summary>A failure.</summary>
    [SuppressMessage("Usage", "CA2225", Justification = "The constructor is the alternate.")]
    public static implicit operator SessionResult<T>(SessionError error) => new(error);
}

namespace MultiSession;

/// <summary>Turns pending results into values or exceptions. Generated members that throw call these.</summary>
public static class SessionResultExtensions
{
    /// <summary>The value, or the session type's own exception.</summary>
    /// <param name="pending">The result to wait for.</param>
    /// <param name="errors">Makes the exception.</param>
    public static async ValueTask<T> ValueOrThrowAsync<T>(this ValueTask<SessionResult<T>> pending, ISessionErrors errors) =>
        (await pending.ConfigureAwait(false)).ValueOrThrow(errors);

    /// <summary>Completes, or throws the session type's own exception.</summary>
    /// <inheritdoc cref="ValueOrThrowAsync{T}"/>
    public static async ValueTask ThrowIfFailedAsync(this ValueTask<SessionResult<Unit>> pending, ISessionErrors errors) =>
        _ = (await pending.ConfigureAwait(false)).ValueOrThrow(errors);
}

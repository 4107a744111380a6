namespace MultiSession.Generators;

/// <summary>Every name of the engine and the framework that the generator knows: it has no reference to either.</summary>
internal static class WellKnownNames
{
    public const string SessionAttribute = "MultiSession.SessionAttribute";
    public const string SettingAttribute = "MultiSession.SessionSettingAttribute";
    public const string StateAttribute = "MultiSession.SessionStateAttribute";
    public const string OperationAttribute = "MultiSession.SessionOperationAttribute";
    public const string ErrorAttribute = "MultiSession.SessionErrorAttribute";

    public const string SessionId = "MultiSession.SessionId";
    public const string SessionOutput = "MultiSession.SessionOutput";
    public const string StatusController = "MultiSession.SessionStatusController";

    public const string Task = "System.Threading.Tasks.Task";
    public const string ValueTask = "System.Threading.Tasks.ValueTask";
    public const string AsyncEnumerable = "System.Collections.Generic.IAsyncEnumerable";
    public const string ReadOnlyCollection = "System.Collections.Generic.IReadOnlyCollection";
    public const string CancellationToken = "System.Threading.CancellationToken";
    public const string JsonSerializerContext = "System.Text.Json.Serialization.JsonSerializerContext";
    public const string ObsoleteAttribute = "System.ObsoleteAttribute";
    public const string KeyedServicesAttribute = "Microsoft.Extensions.DependencyInjection.FromKeyedServicesAttribute";

    public const string DataAnnotations = "System.ComponentModel.DataAnnotations.";

    /// <summary>Attributes whose meaning lies in the signature, so that a proxy must repeat them.</summary>
    public static readonly IReadOnlyCollection<string> SignatureAttributes =
    [
        "System.Runtime.CompilerServices.CallerMemberNameAttribute",
        "System.Runtime.CompilerServices.CallerFilePathAttribute",
        "System.Runtime.CompilerServices.CallerLineNumberAttribute",
        "System.Runtime.CompilerServices.CallerArgumentExpressionAttribute",
        "System.Diagnostics.CodeAnalysis.AllowNullAttribute",
        "System.Diagnostics.CodeAnalysis.DisallowNullAttribute",
    ];
}

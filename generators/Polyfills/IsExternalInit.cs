namespace System.Runtime.CompilerServices;

/// <summary>Lets a netstandard2.0 assembly declare records and init-only members.</summary>
internal static class IsExternalInit;

/// <summary>Lets a netstandard2.0 assembly declare required members.</summary>
[AttributeUsage(AttributeTargets.All, AllowMultiple = false, Inherited = false)]
internal sealed class RequiredMemberAttribute : Attribute;

/// <summary>Marks members whose use needs a compiler feature.</summary>
[AttributeUsage(AttributeTargets.All, AllowMultiple = true, Inherited = false)]
internal sealed class CompilerFeatureRequiredAttribute(string featureName) : Attribute
{
    public string FeatureName { get; } = featureName;
}

namespace System.Diagnostics.CodeAnalysis;

/// <summary>Lets a record with required members have a copy constructor in a netstandard2.0 assembly.</summary>
[AttributeUsage(AttributeTargets.Constructor)]
internal sealed class SetsRequiredMembersAttribute : Attribute;

namespace MultiSession.Analyzers.Locks.Lowering;

/// <summary>What all who lower the same source look up again and again.</summary>
internal sealed class SharedLookups
{
    public ExtensionNames Extensions { get; } = new();

    public MemberNames Members { get; } = new();

    public MissingTypes Missing { get; } = new();

    public Factories Factories { get; } = new();

    public Kinds Kinds { get; } = new();

    public OmittedCalls Omitted { get; } = new();
}

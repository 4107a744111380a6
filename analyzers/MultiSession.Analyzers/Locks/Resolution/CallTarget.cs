using MultiSession.Analyzers.Locks.Model;

namespace MultiSession.Analyzers.Locks.Resolution;

/// <summary>How sure it is that a call runs a body; also how a finding through it is graded.</summary>
internal enum Confidence
{
    Direct,
    Target,
    Dispatch,
    Delegate,
}

/// <summary>One body that calls may run; calls of one method share it.</summary>
/// <param name="Value">The delegate that runs it, unless it is called by its name.</param>
/// <param name="DelegateReceiver">The object that a delegate runs it on.</param>
internal sealed record CallTarget(Body Body, Confidence Confidence, int Alternatives, DelegateValue? Value = null, Owner DelegateReceiver = default)
{
    /// <summary>The object that a call runs it on.</summary>
    public Owner ReceiverAt(CallSite site) => Value is null ? site.Receiver : DelegateReceiver;

    /// <summary>Whether nothing else may run in its place.</summary>
    public bool IsOnly { get; init; } = Alternatives == 1;

    /// <summary>Whether a caller hands it in to be run: of each caller it shows whether he does.</summary>
    public bool IsGiven { get; init; }

    /// <summary>How many may run in its place where it does not show which object runs it.</summary>
    public int AlternativesOfAny { get; init; } = Alternatives;

    /// <summary>How much of a guess it is that this body runs.</summary>
    public int Doubt => IsGiven ? 0 : DoubtAmong(Alternatives);

    /// <summary>How much more of a guess it is where it does not show which object runs it.</summary>
    public int DoubtOfObject => IsGiven ? 0 : DoubtOfAny - Doubt;

    /// <summary>How much of a guess it is where it does not show who hands it in, and which object runs it.</summary>
    public int DoubtOfAny => DoubtAmong(AlternativesOfAny);

    /// <remarks>Every implementation of a type serves somewhere; a delegate variable mostly mixes up what belongs to different objects.</remarks>
    private int DoubtAmong(int alternatives) => Confidence switch
    {
        Confidence.Dispatch => alternatives <= 4 ? 0 : 1,
        Confidence.Delegate => DoubtOf(alternatives),
        _ => 0,
    };

    /// <summary>How much of a guess one of several delegates is.</summary>
    public static int DoubtOf(int alternatives) => alternatives switch { <= 1 => 0, 2 => 1, <= 4 => 2, <= 8 => 3, _ => 5 };
}

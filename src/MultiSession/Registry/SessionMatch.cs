namespace MultiSession;

/// <summary>What a reference to a session was found to mean.</summary>
/// <typeparam name="TEntry">What the registry holds per session.</typeparam>
/// <param name="Entry">The session; <see langword="null"/> when none or several fit.</param>
/// <param name="Matches">How many sessions fit; counting stops at <see cref="CountLimit"/>.</param>
public readonly record struct SessionMatch<TEntry>(TEntry? Entry, int Matches)
    where TEntry : class
{
    /// <summary>Most fitting sessions that are counted.</summary>
    public const int CountLimit = 1000;

    /// <summary>Whether several sessions fit.</summary>
    public bool IsAmbiguous => Matches > 1;
}

/// <summary>Whether a registry made a place.</summary>
public enum SessionReservation
{
    /// <summary>The place is made.</summary>
    Reserved,

    /// <summary>Another session has this name.</summary>
    NameTaken,

    /// <summary>Another session has this id.</summary>
    IdTaken,

    /// <summary>Every place is taken.</summary>
    Full,

    /// <summary>The session is not there, or is being renamed already.</summary>
    Unavailable,
}

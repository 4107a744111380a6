using System.Diagnostics.CodeAnalysis;

namespace MultiSession;

/// <summary>
/// Orders the sessions that may expire by how long they have been idle, so that finding the expired ones costs what expires, not what lives.
/// A pinned session, because it is active or busy, is not in the queue at all. A claimed one belongs to whoever ends it.
/// </summary>
internal sealed class SessionIdleQueue<T>(TimeProvider clock)
{
    private readonly Lock _gate = new();
    private readonly LinkedList<Place> _idle = [];

    /// <summary>A place of a session that is not in the queue before it is unpinned once.</summary>
    public static Place CreatePinned(T session) => new(session) { Pins = 1 };

    /// <summary>Takes a session out of the queue until it is unpinned as often. False when somebody is ending it.</summary>
    public bool TryPin(Place place)
    {
        lock (_gate)
        {
            if (place.IsClaimed) return false;
            place.Pins++;
            Arrange(place);
            return true;
        }
    }

    public void Unpin(Place place)
    {
        lock (_gate)
        {
            place.Pins--;
            Arrange(place);
        }
    }

    /// <summary>Claims the session that has been idle longest, if that is at least <paramref name="idleTimeout"/>.</summary>
    public bool TryClaimExpired(TimeSpan idleTimeout, [MaybeNullWhen(false)] out T session)
    {
        lock (_gate)
        {
            var place = _idle.First?.Value;
            session = place is null ? default : place.Session;
            if (place is null || clock.GetElapsedTime(place.IdleSince) < idleTimeout) return false;
            _idle.Remove(place.Node);
            return place.IsClaimed = true;
        }
    }

    /// <summary>Claims a session to end it, busy or not. False when it is claimed already.</summary>
    public bool TryClaim(Place place)
    {
        lock (_gate)
        {
            if (place.IsClaimed) return false;
            if (place.Node.List is not null) _idle.Remove(place.Node);
            return place.IsClaimed = true;
        }
    }

    /// <summary>Gives a claimed session back; it is idle from now.</summary>
    public void Unclaim(Place place)
    {
        lock (_gate)
        {
            place.IsClaimed = false;
            Arrange(place);
        }
    }

    /// <summary>The idle sessions, longest idle first: a snapshot.</summary>
    public IReadOnlyList<T> LongestIdle()
    {
        lock (_gate) return [.. _idle.Select(place => place.Session)];
    }

    private void Arrange(Place place)
    {
        if (place.Node.List is not null) _idle.Remove(place.Node);
        if (place.Pins != 0 || place.IsClaimed) return;
        place.IdleSince = clock.GetTimestamp();
        _idle.AddLast(place.Node);
    }

    internal sealed class Place
    {
        public Place(T session)
        {
            Session = session;
            Node = new LinkedListNode<Place>(this);
        }

        public T Session { get; }

        public LinkedListNode<Place> Node { get; }

        public long IdleSince { get; set; }

        public int Pins { get; set; }

        public bool IsClaimed { get; set; }
    }
}

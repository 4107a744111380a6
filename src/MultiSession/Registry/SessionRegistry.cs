using System.Collections.Concurrent;

namespace MultiSession;

/// <summary>
/// The live sessions by id, name and number. Lookup by name or id takes constant time and no lock; lookup by number constant time; lookup by id
/// prefix logarithmic time. Thread-safe.
/// </summary>
/// <remarks>
/// A session enters in two steps, <see cref="TryReserve"/> and <see cref="Commit"/>, so that name, id and place are its own while it is being made
/// and saved, and nobody sees it half made.
/// </remarks>
/// <typeparam name="TEntry">What is held per session.</typeparam>
public sealed class SessionRegistry<TEntry>
    where TEntry : class
{
    /// <summary>Fewest digits of an id prefix.</summary>
    public const int MinPrefixLength = 4;

    private readonly Lock _gate = new();
    private readonly ConcurrentDictionary<SessionId, Slot> _byId = new();
    private readonly ConcurrentDictionary<string, Slot> _byName = new(SessionNameRules.Comparer);
    private readonly List<Slot> _byOrder = [];
    private readonly List<Slot> _bySortedId = [];
    private readonly int _capacity;
    private long _lastOrder;
    private int _reserved;

    /// <summary>An empty registry.</summary>
    /// <param name="capacity">Most sessions, reserved places included.</param>
    public SessionRegistry(int capacity)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(capacity, 1);
        _capacity = capacity;
    }

    /// <summary>Number of sessions that entered.</summary>
    public int Count
    {
        get { lock (_gate) return _byOrder.Count; }
    }

    /// <summary>Makes a place for a session that is about to be created, at the end of the order.</summary>
    public SessionReservation TryReserve(SessionId id, string name)
    {
        lock (_gate)
        {
            var isNew = !_byId.ContainsKey(id) && !_byName.ContainsKey(name);
            return isNew && _byOrder.Count + _reserved >= _capacity ? SessionReservation.Full : Reserve(id, name, _lastOrder + 1);
        }
    }

    /// <summary>Makes a place for a stored session, at its old place in the order, even beyond the capacity: nothing stored is turned away.</summary>
    public SessionReservation TryReserveStored(SessionId id, string name, long creationOrder)
    {
        lock (_gate) return Reserve(id, name, creationOrder);
    }

    /// <summary>Lets a reserved session enter.</summary>
    /// <returns>Its creation order.</returns>
    public long Commit(SessionId id, TEntry entry)
    {
        ArgumentNullException.ThrowIfNull(entry);
        lock (_gate)
        {
            if (!_byId.TryGetValue(id, out var slot) || slot.Entry is not null) throw new InvalidOperationException($"Session {id} has no reserved place.");
            slot.Entry = entry;
            _reserved--;
            _byOrder.Insert(~_byOrder.BinarySearch(slot, Slot.ByOrder), slot);
            _bySortedId.Insert(~_bySortedId.BinarySearch(slot, Slot.ById), slot);
            return slot.Order;
        }
    }

    /// <summary>Whether a session entered or has a reserved place.</summary>
    public bool Contains(SessionId id) => _byId.ContainsKey(id);

    /// <summary>The creation order of a session, reserved or entered; 0 when it is neither.</summary>
    public long OrderOf(SessionId id) => _byId.TryGetValue(id, out var slot) ? slot.Order : 0;

    /// <summary>Takes a session, or a reserved place, out. Later sessions move up in number.</summary>
    public bool Remove(SessionId id)
    {
        lock (_gate)
        {
            if (!_byId.TryRemove(id, out var slot)) return false;
            _byName.TryRemove(slot.Name, out _);
            if (slot.PendingName is { } pending) _byName.TryRemove(pending, out _);
            if (slot.Entry is null)
            {
                _reserved--;
                return true;
            }

            _byOrder.RemoveAt(_byOrder.BinarySearch(slot, Slot.ByOrder));
            _bySortedId.RemoveAt(_bySortedId.BinarySearch(slot, Slot.ById));
            return true;
        }
    }

    /// <summary>Takes a new name for a session, which keeps its old one as well until <see cref="EndRename"/>.</summary>
    public SessionReservation TryBeginRename(SessionId id, string newName)
    {
        lock (_gate)
        {
            if (!_byId.TryGetValue(id, out var slot) || slot.Entry is null || slot.PendingName is not null) return SessionReservation.Unavailable;
            if (_byName.TryGetValue(newName, out var holder) && holder != slot) return SessionReservation.NameTaken;
            slot.PendingName = newName;
            _byName[newName] = slot;
            return SessionReservation.Reserved;
        }
    }

    /// <summary>Ends a rename: either the new name stays, or the old one.</summary>
    public void EndRename(SessionId id, bool keepNew)
    {
        lock (_gate)
        {
            if (!_byId.TryGetValue(id, out var slot) || slot.PendingName is not { } newName) return;
            var (kept, freed) = keepNew ? (newName, slot.Name) : (slot.Name, newName);
            (slot.Name, slot.PendingName) = (kept, null);
            if (!SessionNameRules.Comparer.Equals(kept, freed)) _byName.TryRemove(freed, out _);
        }
    }

    /// <summary>Gets a session by id.</summary>
    public TEntry? Get(SessionId id) => _byId.TryGetValue(id, out var slot) ? slot.Entry : null;

    /// <summary>Finds by name, number or unambiguous id prefix, in this order. Digits alone are a number if there are so many sessions.</summary>
    public SessionMatch<TEntry> Find(string reference)
    {
        ArgumentNullException.ThrowIfNull(reference);
        if (_byName.TryGetValue(reference, out var named) && named.Entry is { } byName) return new(byName, 1);
        if (reference.Length > SessionId.TextLength || !reference.All(char.IsAsciiHexDigit)) return default;
        lock (_gate)
        {
            if (int.TryParse(reference, out var number) && number >= 1 && number <= _byOrder.Count) return new(_byOrder[number - 1].Entry, 1);
            return reference.Length < MinPrefixLength ? default : FindByPrefix(reference);
        }
    }

    /// <summary>1-based place in creation order; 0 when the session is not there.</summary>
    public int NumberOf(SessionId id)
    {
        lock (_gate) return _byId.TryGetValue(id, out var slot) && slot.Entry is not null ? _byOrder.BinarySearch(slot, Slot.ByOrder) + 1 : 0;
    }

    /// <summary>All sessions in creation order: a snapshot.</summary>
    public IReadOnlyList<TEntry> List()
    {
        lock (_gate) return [.. _byOrder.Select(slot => slot.Entry).OfType<TEntry>()];
    }

    /// <summary>All names in creation order: a snapshot.</summary>
    public IReadOnlyList<string> Names()
    {
        lock (_gate) return [.. _byOrder.Select(slot => slot.Name)];
    }

    private SessionReservation Reserve(SessionId id, string name, long order)
    {
        if (_byId.ContainsKey(id)) return SessionReservation.IdTaken;
        var slot = new Slot(id, name, order);
        if (!_byName.TryAdd(name, slot)) return SessionReservation.NameTaken;
        _byId[id] = slot;
        _lastOrder = Math.Max(_lastOrder, order);
        _reserved++;
        return SessionReservation.Reserved;
    }

    private SessionMatch<TEntry> FindByPrefix(string prefix)
    {
        var lowest = SessionId.Parse(prefix.PadRight(SessionId.TextLength, '0'));
        var highest = SessionId.Parse(prefix.PadRight(SessionId.TextLength, 'f'));
        var first = _bySortedId.BinarySearch(new Slot(lowest, "", 0), Slot.ById);
        if (first < 0) first = ~first;
        var matches = 0;
        while (matches < SessionMatch<TEntry>.CountLimit && first + matches < _bySortedId.Count && _bySortedId[first + matches].Id <= highest) matches++;
        return new(matches == 1 ? _bySortedId[first].Entry : null, matches);
    }

    private sealed class Slot(SessionId id, string name, long order)
    {
        // Two stored sessions may share an order; the id keeps the sort total.
        public static readonly IComparer<Slot> ByOrder =
            Comparer<Slot>.Create((left, right) => (left.Order, left.Id).CompareTo((right.Order, right.Id)));

        public static readonly IComparer<Slot> ById = Comparer<Slot>.Create((left, right) => left.Id.CompareTo(right.Id));

        public SessionId Id { get; } = id;

        public long Order { get; } = order;

        public string Name { get; set; } = name;

        public string? PendingName { get; set; }

        public TEntry? Entry { get; set; }
    }
}

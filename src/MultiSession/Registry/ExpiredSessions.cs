using System.Diagnostics.CodeAnalysis;

namespace MultiSession;

/// <summary>Remembers the last sessions that expired, so that "expired" is told apart from "unknown".</summary>
internal sealed class ExpiredSessions
{
    private const int MaxRemembered = 1000;

    private readonly Lock _gate = new();
    private readonly Dictionary<string, DateTimeOffset> _expiredAt = new(SessionNameRules.Comparer);
    private readonly Queue<string> _byAge = new();

    public void Add(SessionId id, string name, DateTimeOffset at)
    {
        lock (_gate)
        {
            Remember(name, at);
            Remember(id.ToString(), at);
        }
    }

    /// <summary>Forgets a name that a new session has taken.</summary>
    public void Remove(string name)
    {
        lock (_gate) _expiredAt.Remove(name);
    }

    public bool TryGet(string reference, [MaybeNullWhen(false)] out DateTimeOffset at)
    {
        lock (_gate) return _expiredAt.TryGetValue(reference, out at);
    }

    private void Remember(string reference, DateTimeOffset at)
    {
        if (!_expiredAt.TryAdd(reference, at))
        {
            _expiredAt[reference] = at;
            return;
        }

        _byAge.Enqueue(reference);
        if (_byAge.Count > MaxRemembered * 2) _expiredAt.Remove(_byAge.Dequeue());
    }
}

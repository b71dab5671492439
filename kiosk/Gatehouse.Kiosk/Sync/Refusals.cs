namespace Gatehouse.Kiosk.Sync;

/// <summary>
/// What the host refuses, over connections. A refusal stands until all was offered once without any; until then the
/// waits between offers grow, whatever else the host takes, and each reason is told once.
/// </summary>
/// <param name="backOff">The waits between offers.</param>
internal sealed class Refusals(BackOff backOff)
{
    private HashSet<string> _told = new(StringComparer.Ordinal);
    private HashSet<string> _met = new(StringComparer.Ordinal);
    private HostException? _before;

    /// <summary>The first refusal of this offer; null while there is none.</summary>
    public HostException? First { get; private set; }

    /// <summary>Why not everything is with the host, also while the next offer is under way; null when all is well.</summary>
    public string? Problem => (First ?? _before)?.Message;

    /// <summary>Everything is about to be offered anew.</summary>
    public void Begin()
    {
        if (First is null)
        {
            // A connection lost before anything was offered proves nothing: what stood stands.
            return;
        }

        _before = First;
        First = null;
        (_told, _met) = (_met, new HashSet<string>(StringComparer.Ordinal));
    }

    /// <summary>One more refusal; true when its reason has not been told yet.</summary>
    public bool Add(HostException refusal)
    {
        First ??= refusal;
        return _met.Add(refusal.Message) && !_told.Contains(refusal.Message);
    }

    /// <summary>Everything was offered.</summary>
    /// <returns>The wait before it is offered again; null when nothing was refused.</returns>
    public TimeSpan? End()
    {
        if (First is { } refusal)
        {
            return backOff.Next(refusal.RetryAfter);
        }

        _before = null;
        _told.Clear();
        backOff.Reset();
        return null;
    }
}

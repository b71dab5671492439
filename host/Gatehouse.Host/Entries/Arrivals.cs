namespace Gatehouse.Host.Entries;

/// <summary>Counts what comes in, so that an open page knows when to look again.</summary>
internal sealed class Arrivals
{
    private long _own;
    private long _others;

    /// <summary>Changes whenever records came, to this host or another on the same database.</summary>
    public long Count => Own + Interlocked.Read(ref _others);

    /// <summary>Records that came to this host.</summary>
    public long Own => Interlocked.Read(ref _own);

    public void Add(int records) => Interlocked.Add(ref _own, records);

    /// <summary>Another host said that some came to it.</summary>
    public void AddOthers() => Interlocked.Increment(ref _others);
}

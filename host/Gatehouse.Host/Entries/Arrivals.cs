namespace Gatehouse.Host.Entries;

/// <summary>Counts what has come in since start, so that an open page can tell cheaply whether to look again.</summary>
internal sealed class Arrivals
{
    private long _count;

    public long Count => Interlocked.Read(ref _count);

    public void Add(int records) => Interlocked.Add(ref _count, records);
}

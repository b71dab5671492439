using Gatehouse.Contract;

namespace Gatehouse.Kiosk.Journal;

/// <summary>How a journal is kept.</summary>
public sealed record JournalOptions
{
    /// <summary>The kiosk whose journal it is.</summary>
    public required KioskId Kiosk { get; init; }

    /// <summary>True when any device is simulated: every record then says so.</summary>
    public bool Simulated { get; init; }

    /// <summary>A segment is closed once it holds this many bytes; small enough to be checked whole within a start.</summary>
    public long SegmentBytes { get; init; } = 4 * 1024 * 1024;

    /// <summary>
    /// Who does the writer's work, one item after the other or several at once, never within the call; the thread pool. Told
    /// of each item whether it is best done by the thread that gives it.
    /// </summary>
    public Action<IThreadPoolWorkItem, bool> Work { get; init; } = (item, preferLocal) => ThreadPool.UnsafeQueueUserWorkItem(item, preferLocal);
}

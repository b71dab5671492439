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

    /// <summary>Who does the writer's work, one item after the other or several at once; the thread pool. Whoever appends never does it within the call.</summary>
    /// <remarks>The writer goes where whoever appends is about to be done; whoever is told must not wait behind it.</remarks>
    public Action<IThreadPoolWorkItem> Work { get; init; } = item => ThreadPool.UnsafeQueueUserWorkItem(item, preferLocal: item is SegmentJournal);
}

namespace Gatehouse.Hardware.Badges;

/// <summary>A badge reader on one side of a lane.</summary>
public abstract class BadgeReader
{
    /// <summary>How many frames were discarded since the start, by reason.</summary>
    public abstract IReadOnlyDictionary<string, long> Discarded { get; }

    /// <summary>Badges as they are read, until cancelled. A frame that is not sound is discarded and counted, never delivered.</summary>
    public abstract IAsyncEnumerable<BadgeRead> ReadAsync(CancellationToken cancellationToken);
}

using Gatehouse.Hardware.Gate;

namespace Gatehouse.Hardware.Badges;

/// <summary>A badge reader on one side of a lane.</summary>
public abstract class BadgeReader
{
    /// <summary>How many frames were discarded since the start, by reason.</summary>
    public abstract IReadOnlyDictionary<string, long> Discarded { get; }

    /// <summary>Those reasons in <see cref="Discarded"/> that its line makes, and neither a card nor whoever holds or types it.</summary>
    public virtual IReadOnlyList<string> LineReasons => [];

    /// <summary>How many frames a minute a line that is well may spoil, all <see cref="LineReasons"/> together.</summary>
    public virtual int MostSpoilt => 2;

    /// <summary>
    /// Badges as they are read, and what is wrong with the reader, until cancelled. A frame that is not sound is
    /// discarded and counted, never delivered. A reader that is lost is reported and looked for until it is back; the
    /// stream does not end for it.
    /// </summary>
    public abstract IAsyncEnumerable<ReaderEvent> ReadAsync(CancellationToken cancellationToken);

    /// <summary>Says something with the reader's own lamps, if it has any; returns at once.</summary>
    public virtual void Show(Signal signal)
    {
    }

    /// <summary>Sounds the reader's own buzzer, if it has one; returns at once.</summary>
    public virtual void Sound(Tone tone)
    {
    }
}

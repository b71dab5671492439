namespace Gatehouse.Kiosk.Lane;

/// <summary>
/// Remembers that somebody passed without a durable record until a record that says so is durable itself: on a disk that
/// fails, the record that bears the mark is lost as easily as the one it speaks of.
/// </summary>
internal sealed class UnrecordedMark
{
    private readonly Lock _one = new();
    private long _passed;
    private long _said;

    /// <summary>Somebody passed without a durable record.</summary>
    public void Passed()
    {
        lock (_one)
        {
            _passed++;
        }
    }

    /// <summary>What the next record has to say, to be given to <see cref="Said"/>; null when nothing.</summary>
    public long? Owed()
    {
        lock (_one)
        {
            return _passed > _said ? _passed : null;
        }
    }

    /// <summary>A record that says so is durable.</summary>
    public void Said(long owed)
    {
        lock (_one)
        {
            _said = Math.Max(_said, owed);
        }
    }
}

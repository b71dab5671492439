using Gatehouse.Hardware.Temperature;

namespace Gatehouse.Kiosk.Screening;

/// <summary>
/// Notices a thermometer that gives one word for ever. Its noise is five times its resolution or more, so that ten
/// equal words in a row happen to a sound one less than once in ten million bursts.
/// </summary>
public sealed class FrozenWatch
{
    private const int EqualWords = 10;

    // Two equal words happen once in twenty times: fewer would send people back for nothing where a burst has one sample.
    private const int FewWords = 4;
    private ushort _word;
    private int _equal;

    /// <summary>Whether the last two words differ, as those of a thermometer that lives mostly do.</summary>
    public bool Moves => _equal == 1;

    /// <summary>Whether the last words were all the same.</summary>
    public bool IsFrozen => _equal >= EqualWords;

    /// <summary>
    /// Whether a burst gave the very word that stood before it and no other, four in a row at least. It happens by chance
    /// less than once in five thousand bursts, and to a frozen one always: nobody is let in by it, and it is taken again.
    /// </summary>
    /// <param name="samples">How many samples the burst had.</param>
    public bool StoodStill(int samples) => _equal > samples && _equal >= FewWords;

    /// <summary>Takes note of a sample.</summary>
    public void See(ThermometerSample sample)
    {
        _equal = sample.TargetWord == _word ? _equal + 1 : 1;
        _word = sample.TargetWord;
    }
}

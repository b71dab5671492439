using Gatehouse.Hardware.Badges;

namespace Gatehouse.Hardware.Osdp;

/// <summary>Collects what is typed on a reader: ended by # or by 3 s without a key, taken back by *.</summary>
internal sealed class OsdpKeypad(TimeProvider time)
{
    private const int Longest = 32;

    // What readers send for # and for *, beside the signs themselves.
    private const byte Enter = 0x0D;
    private const byte Cancel = 0x7F;

    private static readonly TimeSpan Quiet = TimeSpan.FromSeconds(3);

    private readonly List<char> _digits = [];
    private long _lastKey;

    /// <summary>Takes keys as they came: reader, how many, the keys.</summary>
    /// <returns>False when the payload is none, or what was typed is no number; it is then forgotten.</returns>
    public bool Take(ReadOnlySpan<byte> payload, List<BadgeNumber> typed)
    {
        if (payload.Length < 2 || payload[1] != payload.Length - 2)
        {
            return false;
        }

        _lastKey = time.GetTimestamp();
        foreach (var key in payload[2..])
        {
            switch (key)
            {
                case >= (byte)'0' and <= (byte)'9' when _digits.Count < Longest:
                    _digits.Add((char)key);
                    break;
                case Enter or (byte)'#':
                    End(typed);
                    break;
                case Cancel or (byte)'*':
                    _digits.Clear();
                    break;
                default:
                    _digits.Clear();
                    return false;
            }
        }

        return true;
    }

    /// <summary>Ends what was typed when no key came for long.</summary>
    public void Tick(List<BadgeNumber> typed)
    {
        if (_digits.Count > 0 && time.GetElapsedTime(_lastKey) >= Quiet)
        {
            End(typed);
        }
    }

    /// <summary>Forgets what was typed.</summary>
    public void Clear() => _digits.Clear();

    private void End(List<BadgeNumber> typed)
    {
        if (_digits.Count > 0)
        {
            typed.Add(new BadgeNumber("KEYS", new string([.. _digits])));
            _digits.Clear();
        }
    }
}

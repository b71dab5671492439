using System.Device.Gpio;

namespace Gatehouse.Hardware.Gate;

/// <summary>
/// Holds a turnstile's relays for another process and lets each go after a time, whatever has become of that process:
/// hung, stopped or killed. It is told by one byte for each change, the relay's place in the list with the highest bit
/// set to energise it, and answers with the same byte once that is done. Asked for a relay's level, with the bit below set, it
/// answers with the highest bit set where the line is high.
/// </summary>
public sealed class RelayGuard : IDisposable
{
    /// <summary>Set in a command that energises; clear in one that lets go.</summary>
    internal const byte Energise = 0x80;

    /// <summary>Set in a command that asks for a relay's level.</summary>
    internal const byte Ask = 0x40;

    /// <summary>Said once when all relays are held and at rest.</summary>
    internal const byte Ready = 0x7F;

    private readonly RelayPulse[] _relays;

    /// <summary>Takes the relays' lines, low.</summary>
    /// <param name="gpio">The chip; whoever made it disposes of it.</param>
    /// <param name="lines">The relays' lines, 62 at most.</param>
    /// <param name="longest">After what time a relay is let go that nobody let go.</param>
    /// <param name="time">Measures that.</param>
    public RelayGuard(GpioController gpio, IReadOnlyList<int> lines, TimeSpan longest, TimeProvider time) =>
        _relays = [.. lines.Select(line => new RelayPulse(gpio, line, longest, time))];

    /// <summary>Does what it is told until the other end is closed; then every relay is at rest.</summary>
    /// <param name="commands">Where it is told.</param>
    /// <param name="answers">Where it answers.</param>
    /// <exception cref="IOException">It was told what it does not know.</exception>
    public void Run(Stream commands, Stream answers)
    {
        answers.WriteByte(Ready);
        answers.Flush();
        for (var told = commands.ReadByte(); told >= 0; told = commands.ReadByte())
        {
            var place = told & ~(Energise | Ask);
            if (place >= _relays.Length)
            {
                throw new IOException($"The relays' guard was told 0x{told:X2}, which is none of its {_relays.Length} relays.");
            }

            if ((told & Ask) != 0)
            {
                told = _relays[place].IsEnergised ? told | Energise : told & ~Energise;
            }
            else if ((told & Energise) != 0)
            {
                _relays[place].Energise();
            }
            else
            {
                _relays[place].Rest();
            }

            answers.WriteByte((byte)told);
            answers.Flush();
        }
    }

    /// <summary>De-energises all relays.</summary>
    public void Dispose()
    {
        foreach (var relay in _relays)
        {
            relay.Dispose();
        }
    }
}

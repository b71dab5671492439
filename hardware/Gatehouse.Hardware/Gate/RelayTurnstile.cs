using System.Device.Gpio;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Gatehouse.Hardware.Gpio;

namespace Gatehouse.Hardware.Gate;

/// <summary>
/// A turnstile with a relay and a feedback contact for each way. The relays are active high and at rest low; the
/// contacts are closed to ground at rest and open while the arm turns.
/// </summary>
public sealed class RelayTurnstile : Turnstile, IDisposable
{
    private readonly GpioController _contacts;
    private readonly RelayTurnstileOptions _options;
    private readonly TimeProvider _time;
    private readonly RelayPulse? _in;
    private readonly RelayPulse? _out;

    /// <summary>Opens its lines on one chip, the relays low.</summary>
    /// <param name="gpio">The chip; whoever made it disposes of it.</param>
    /// <param name="options">How it is wired.</param>
    /// <param name="time">Ends the pulses and debounces the contacts.</param>
    /// <exception cref="ArgumentException">As of the other constructor.</exception>
    public RelayTurnstile(GpioController gpio, RelayTurnstileOptions options, TimeProvider time)
        : this(gpio, gpio, options, time)
    {
    }

    /// <summary>Opens its lines, the relays low.</summary>
    /// <param name="relays">The relays' lines, such as those of a guard; whoever made them disposes of them.</param>
    /// <param name="contacts">The contacts' lines; whoever made them disposes of them.</param>
    /// <param name="options">How it is wired.</param>
    /// <param name="time">Ends the pulses and debounces the contacts.</param>
    /// <exception cref="ArgumentOutOfRangeException">The pulse is not between 0.1 and 2 s, or the hold is longer than 6 s.</exception>
    /// <exception cref="ArgumentException">A relay is held until its feedback contact opens, and has none.</exception>
    public RelayTurnstile(GpioController relays, GpioController contacts, RelayTurnstileOptions options, TimeProvider time)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Pulse, RelayTurnstileOptions.ShortestPulse, nameof(options));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(options.Pulse, RelayTurnstileOptions.LongestPulse, nameof(options));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(options.Hold, RelayTurnstileOptions.LongestHold, nameof(options));
        if (options.Mode == ReleaseMode.Level
            && ((options.ReleaseIn is not null && options.TurnedIn is null) || (options.ReleaseOut is not null && options.TurnedOut is null)))
        {
            throw new ArgumentException("A relay that is held until the person has passed needs its feedback contact.", nameof(options));
        }

        _contacts = contacts;
        _options = options;
        _time = time;
        _in = Relay(relays, options.ReleaseIn);
        _out = Relay(relays, options.ReleaseOut);
        foreach (var (line, _) in Feedback())
        {
            contacts.OpenPin(line, PinMode.InputPullUp);
        }
    }

    /// <inheritdoc/>
    /// <exception cref="InvalidOperationException">It has no relay for this direction.</exception>
    public override void Release(Direction direction)
    {
        var relay = direction == Direction.In ? _in : _out;
        if (relay is null)
        {
            throw new InvalidOperationException($"The turnstile has no relay for {direction}: wire one or remove that reader.");
        }

        relay.Energise();
    }

    /// <inheritdoc/>
    /// <exception cref="GpioException">The chip is gone.</exception>
    public override async IAsyncEnumerable<ArmTurn> TurnsAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var turns = Channel.CreateUnbounded<ArmTurn>(new UnboundedChannelOptions { SingleReader = true });
        using var poll = new ContactPoll(_time, Feedback().Select(contact => Watch(contact, turns.Writer)), gone => turns.Writer.TryComplete(gone));
        while (await turns.Reader.WaitToReadAsync(cancellationToken))
        {
            while (turns.Reader.TryRead(out var turn))
            {
                yield return turn;
            }
        }
    }

    /// <inheritdoc/>
    /// <remarks>A feedback contact that is open tells no turn: its wire is cut, or the arm stands half turned. A relay that is energised lets anybody pass.</remarks>
    public override string? Problem()
    {
        foreach (var (line, direction) in Feedback())
        {
            if (_contacts.Read(line) == PinValue.High)
            {
                return string.Create(CultureInfo.InvariantCulture, $"The feedback contact of the way {Way(direction)} on line {line} is open though nobody turns the arm: check its wire, and that the arm stands at rest.");
            }
        }

        return _in?.IsStuck == true ? Stuck(Direction.In) : _out?.IsStuck == true ? Stuck(Direction.Out) : null;
    }

    /// <summary>De-energises both relays.</summary>
    public void Dispose()
    {
        _in?.Dispose();
        _out?.Dispose();
    }

    private static string Way(Direction direction) => direction == Direction.In ? "in" : "out";

    private static string Stuck(Direction direction) => $"The relay of the way {Way(direction)} is energised though nobody was let pass: check its line for a short circuit.";

    private RelayPulse? Relay(GpioController relays, int? line) =>
        line is { } number ? new RelayPulse(relays, number, _options.Longest, _time) : null;

    private IEnumerable<(int Line, Direction Direction)> Feedback()
    {
        if (_options.TurnedIn is { } turnedIn)
        {
            yield return (turnedIn, Direction.In);
        }

        if (_options.TurnedOut is { } turnedOut)
        {
            yield return (turnedOut, Direction.Out);
        }
    }

    private Contact Watch((int Line, Direction Direction) contact, ChannelWriter<ArmTurn> turns) =>
        new(_contacts, contact.Line, _options.Debounce, _time, open =>
        {
            if (!open)
            {
                return;
            }

            if (_options.Mode == ReleaseMode.Level)
            {
                (contact.Direction == Direction.In ? _in : _out)?.Rest();
            }

            turns.TryWrite(new ArmTurn(contact.Direction));
        });
}

using System.Device.Gpio;
using System.Runtime.CompilerServices;
using System.Threading.Channels;

namespace Gatehouse.Hardware.Gate;

/// <summary>
/// A turnstile with a relay and a feedback contact for each way. The relays are active high and at rest low; the
/// contacts are closed to ground at rest and open while the arm turns.
/// </summary>
public sealed class RelayTurnstile : Turnstile, IDisposable
{
    private readonly GpioController _gpio;
    private readonly RelayTurnstileOptions _options;
    private readonly TimeProvider _time;
    private readonly RelayPulse? _in;
    private readonly RelayPulse? _out;

    /// <summary>Opens its lines, the relays low.</summary>
    /// <param name="gpio">The chip; whoever made it disposes of it.</param>
    /// <param name="options">How it is wired.</param>
    /// <param name="time">Ends the pulses and debounces the contacts.</param>
    /// <exception cref="ArgumentOutOfRangeException">The pulse is not between 0.1 and 2 s.</exception>
    public RelayTurnstile(GpioController gpio, RelayTurnstileOptions options, TimeProvider time)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Pulse, RelayTurnstileOptions.ShortestPulse, nameof(options));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(options.Pulse, RelayTurnstileOptions.LongestPulse, nameof(options));
        _gpio = gpio;
        _options = options;
        _time = time;
        _in = Relay(options.ReleaseIn);
        _out = Relay(options.ReleaseOut);
        OpenContact(options.TurnedIn);
        OpenContact(options.TurnedOut);
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
    public override async IAsyncEnumerable<ArmTurn> TurnsAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var turns = Channel.CreateUnbounded<ArmTurn>(new UnboundedChannelOptions { SingleReader = true });
        using var turnedIn = Contact(_options.TurnedIn, Direction.In, turns.Writer);
        using var turnedOut = Contact(_options.TurnedOut, Direction.Out, turns.Writer);
        while (await turns.Reader.WaitToReadAsync(cancellationToken))
        {
            while (turns.Reader.TryRead(out var turn))
            {
                yield return turn;
            }
        }
    }

    /// <summary>De-energises both relays.</summary>
    public void Dispose()
    {
        _in?.Dispose();
        _out?.Dispose();
    }

    private RelayPulse? Relay(int? line) => line is { } number ? new RelayPulse(_gpio, number, _options.Pulse, _time) : null;

    private void OpenContact(int? line)
    {
        if (line is { } number)
        {
            _gpio.OpenPin(number, PinMode.InputPullUp);
        }
    }

    private TurnContact? Contact(int? line, Direction direction, ChannelWriter<ArmTurn> turns) => line is { } number
        ? new TurnContact(_gpio, number, _options.Debounce, _time, () => turns.TryWrite(new ArmTurn(direction)))
        : null;
}

using System.Device.Gpio;
using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Gatehouse.Hardware.Gpio;

namespace Gatehouse.Hardware.Gate;

/// <summary>
/// Contacts to ground that are closed when all is well. They are told by their edges and looked at every 100 ms besides.
/// The fire loop is a copy: the loop itself goes from the fire panel straight to the turnstile.
/// </summary>
public sealed class ContactGateInputs : GateInputs
{
    // A contact's chatter is over after some milliseconds; a person's hand on a button takes longer than this.
    private static readonly TimeSpan Debounce = TimeSpan.FromMilliseconds(20);

    private readonly GpioController _gpio;
    private readonly ContactLines _lines;
    private readonly TimeProvider _time;
    private Contact? _fireLoop;

    /// <summary>Opens the lines with their pull-ups.</summary>
    /// <param name="gpio">The chip; whoever made it disposes of it.</param>
    /// <param name="lines">Where the contacts are.</param>
    /// <param name="time">Debounces the contacts.</param>
    public ContactGateInputs(GpioController gpio, ContactLines lines, TimeProvider time)
    {
        _gpio = gpio;
        _lines = lines;
        _time = time;
        foreach (var (line, _) in Wired())
        {
            gpio.OpenPin(line, PinMode.InputPullUp);
        }
    }

    /// <inheritdoc/>
    public override bool FireLoopOpen => _gpio.Read(_lines.FireLoop) == PinValue.High || Volatile.Read(ref _fireLoop)?.IsOpen == true;

    /// <inheritdoc/>
    /// <exception cref="GpioException">The chip is gone.</exception>
    public override async IAsyncEnumerable<GateInputChange> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var changes = Channel.CreateUnbounded<GateInputChange>(new UnboundedChannelOptions { SingleReader = true });
        using var poll = new ContactPoll(
            _time, Wired().Select(wired => Watch(wired.Line, wired.Input, changes.Writer)), gone => changes.Writer.TryComplete(gone));
        await foreach (var change in changes.Reader.ReadAllAsync(cancellationToken))
        {
            yield return change;
        }
    }

    private Contact Watch(int line, GateInput input, ChannelWriter<GateInputChange> changes)
    {
        var contact = new Contact(_gpio, line, Debounce, _time, open => changes.TryWrite(new GateInputChange(input, open)));
        if (input == GateInput.FireLoop)
        {
            Volatile.Write(ref _fireLoop, contact);
        }

        if (contact.IsOpen)
        {
            changes.TryWrite(new GateInputChange(input, Active: true));
        }

        return contact;
    }

    private IEnumerable<(int Line, GateInput Input)> Wired()
    {
        yield return (_lines.FireLoop, GateInput.FireLoop);
        yield return (_lines.Housing, GateInput.Housing);
        (int? Line, GateInput Input)[] optional =
            [(_lines.Mains, GateInput.Mains), (_lines.ExitButton, GateInput.ExitButton), (_lines.Ready, GateInput.NotReady), (_lines.OtherDoor, GateInput.OtherDoor)];
        foreach (var (line, input) in optional)
        {
            if (line is { } number)
            {
                yield return (number, input);
            }
        }
    }
}

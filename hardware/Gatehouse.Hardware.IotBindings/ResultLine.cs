using System.Threading.Channels;
using Gatehouse.Hardware.Gate;

namespace Gatehouse.Hardware.IotBindings;

/// <summary>
/// A display that says in words what the lamps say, and nothing of the person: no name, no temperature, no reason. The lamps
/// come first and never wait for it; of several signals it shows the last. A display that fails is looked for again at each
/// signal.
/// </summary>
public abstract class ResultLine : SignalLight
{
    private readonly SignalLight _lamps;
    private readonly Channel<Signal> _shown =
        Channel.CreateBounded<Signal>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true });

    private volatile string? _trouble;

    /// <summary>A line that is written while <see cref="RunAsync"/> runs.</summary>
    /// <param name="lamps">The lamps beside it.</param>
    protected ResultLine(SignalLight lamps) => _lamps = lamps;

    /// <summary>What to check when the display failed; null when it shows what it should.</summary>
    public string? Trouble => _trouble;

    /// <summary>The words of a signal, at most 16 characters of ASCII.</summary>
    public static string Words(Signal signal) => signal switch
    {
        Signal.Ready => "Badge, please",
        Signal.Measuring => "Look here",
        Signal.Again => "Once more",
        Signal.Go => "Walk through",
        Signal.StepAside => "Step aside",
        _ => "Out of service",
    };

    /// <inheritdoc/>
    public sealed override void Show(Signal signal)
    {
        _lamps.Show(signal);
        _shown.Writer.TryWrite(signal);
    }

    /// <summary>Writes what is shown, until cancelled.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        await foreach (var signal in _shown.Reader.ReadAllAsync(cancellationToken))
        {
            try
            {
                Write(Words(signal));
                _trouble = null;
            }
            catch (IOException e)
            {
                LetGo();
                _trouble = $"The display does not answer ({e.Message}): check its supply, SDA and SCL, and its address.";
            }
        }
    }

    /// <summary>Writes the line over the one before.</summary>
    /// <param name="text">The words.</param>
    /// <exception cref="IOException">The display does not answer.</exception>
    protected abstract void Write(string text);

    /// <summary>Lets go of a display that failed; the next <see cref="Write"/> opens it anew.</summary>
    protected abstract void LetGo();
}

using Gatehouse.Hardware.Badges;
using Gatehouse.Hardware.Timing;

namespace Gatehouse.Hardware.Simulation;

/// <summary>A reader that sends Wiegand frames: each bit a low pulse on one of two lines, with the timing of the trade.</summary>
public sealed class SimulatedWiegandReader(SimulatedLineEdges edges, int data0, int data1, TimeProvider time) : SimulatedReader, IDisposable
{
    // Between two frames a reader rests longer than any receiver waits for the end of one, and so it does before the first:
    // what comes sooner after the lines were taken is to a receiver the end of a frame that it did not see begin.
    private static readonly TimeSpan Rest = TimeSpan.FromMilliseconds(200);

    private readonly SemaphoreSlim _one = new(1, 1);
    private readonly Lock _faults = new();
    private TimeSpan _restedAt = edges.TakenAt + Rest;
    private bool _loseBit;
    private bool _loseEdge;
    private bool _flipBit;
    private bool _joinLines;

    /// <summary>The next frame lacks a pulse: a loose wire. It falls back by itself.</summary>
    public bool LoseNextBit { get => Get(ref _loseBit); set => Set(ref _loseBit, value); }

    /// <summary>In the next frame the receiver's buffer loses an edge, which its sequence shows. It falls back by itself.</summary>
    public bool LoseNextEdge { get => Get(ref _loseEdge); set => Set(ref _loseEdge, value); }

    /// <summary>In the next frame one bit comes on the wrong line. It falls back by itself.</summary>
    public bool FlipNextBit { get => Get(ref _flipBit); set => Set(ref _flipBit, value); }

    /// <summary>In the next frame both lines are low at once for a moment: wires that touch. It falls back by itself.</summary>
    public bool JoinLinesNext { get => Get(ref _joinLines); set => Set(ref _joinLines, value); }

    public SimulatedWiegandFault Fault { get; set; }

    /// <summary>How long a line is low for a bit.</summary>
    public TimeSpan PulseWidth { get; set; } = TimeSpan.FromMicroseconds(50);

    /// <summary>From one bit to the next.</summary>
    public TimeSpan BitInterval { get; set; } = TimeSpan.FromMilliseconds(2);

    public override BadgeNumber Stranger { get; } = WiegandFormat.H10301.Badge(255, 65535);

    /// <summary>Sends a badge's frame and returns when its last bit is out.</summary>
    /// <exception cref="ArgumentException">No Wiegand format has such a badge.</exception>
    public override Task PresentAsync(BadgeNumber badge, CancellationToken cancellationToken) =>
        WiegandFormat.Named(badge.Format) is { } format
            ? SendAsync(format.Encode(badge), format.Length, cancellationToken)
            : throw new ArgumentException($"{badge} is of no Wiegand format.", nameof(badge));

    public void Dispose() => _one.Dispose();

    /// <summary>Sends any frame, the last bit lowest: other formats, keypads, noise.</summary>
    public async Task SendAsync(ulong frame, int length, CancellationToken cancellationToken)
    {
        await _one.WaitAsync(cancellationToken);
        try
        {
            await UntilAsync(_restedAt, cancellationToken);
            var began = edges.Now;
            var ends = began + ((length - 1) * BitInterval) + PulseWidth;
            await UntilAsync(ends, cancellationToken);
            if (Fault != SimulatedWiegandFault.Silent)
            {
                Emit(frame, length, began);
            }

            _restedAt = edges.Now + Rest;
        }
        finally
        {
            _one.Release();
        }
    }

    private void Emit(ulong frame, int length, TimeSpan began)
    {
        var pulses = new List<Edge>(2 * length);
        var flipped = Take(ref _flipBit, SimulatedWiegandFault.FlipsBits) ? length / 3 : -1;
        for (var bit = 0; bit < length; bit++)
        {
            var one = (frame >> (length - 1 - bit) & 1) != 0;
            var line = one ^ (bit == flipped) ? data1 : data0;
            var at = began + (bit * BitInterval);
            pulses.Add(new Edge(line, Rising: false, at));
            pulses.Add(new Edge(line, Rising: true, at + PulseWidth));
        }

        // An even place: each bit is a fall and a rise.
        var middle = length / 2 * 2;
        if (Take(ref _loseBit, SimulatedWiegandFault.LosesBits))
        {
            pulses.RemoveRange(middle, 2);
        }

        if (Take(ref _joinLines, SimulatedWiegandFault.JoinsLines))
        {
            var other = pulses[middle].Line == data0 ? data1 : data0;
            pulses.Insert(middle + 1, new Edge(other, Rising: false, pulses[middle].At + (PulseWidth / 5)));
            pulses.Insert(middle + 2, new Edge(other, Rising: true, pulses[middle].At + (PulseWidth / 2)));
        }

        if (Take(ref _loseEdge, SimulatedWiegandFault.LosesEdges))
        {
            edges.Emit(pulses.Take(middle));
            edges.Lose();
            pulses.RemoveRange(0, middle + 1);
        }

        edges.Emit(pulses);
    }

    private async Task UntilAsync(TimeSpan at, CancellationToken cancellationToken)
    {
        for (var left = at - edges.Now; left > TimeSpan.Zero; left = at - edges.Now)
        {
            await Task.Delay(WholeMilliseconds.AtLeast(left), time, cancellationToken);
        }
    }

    /// <summary>Whether this frame has the fault, which was meant for it alone or lasts.</summary>
    private bool Take(ref bool next, SimulatedWiegandFault lasting)
    {
        lock (_faults)
        {
            var was = next;
            next = false;
            return was || Fault == lasting;
        }
    }

    private bool Get(ref bool fault)
    {
        lock (_faults)
        {
            return fault;
        }
    }

    private void Set(ref bool fault, bool value)
    {
        lock (_faults)
        {
            fault = value;
        }
    }
}

using System.Diagnostics.CodeAnalysis;
using Gatehouse.Hardware.Gate;
using Gatehouse.Hardware.Serial;

namespace Gatehouse.Hardware.Distance;

/// <summary>
/// A TF-Luna, or a TFmini, TFmini-S or TFmini Plus, as it leaves the factory: 115200 bits a second, 100 frames a second
/// unasked. Its line is open only while it is measured, so that a gate at rest is not woken by its frames.
/// </summary>
[SuppressMessage("Usage", "CA2213", Justification = "A last call of the timer may still ask the semaphore, which holds nothing to give back.")]
public sealed class TfLuna : DistanceSensor, IDisposable
{
    // What the sensor was last asked for so long ago is over.
    private static readonly TimeSpan Idle = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan Retry = TimeSpan.FromSeconds(1);

    private readonly SerialLine _line;
    private readonly TimeProvider _time;
    private readonly SemaphoreSlim _one = new(1, 1);
    private readonly TfFrames _frames = new();
    private readonly byte[] _buffer = new byte[64];
    private readonly ITimer _idle;
    private SerialConversation? _conversation;
    private (long At, IOException Why)? _failed;

    /// <summary>Opens nothing yet.</summary>
    /// <param name="line">The sensor's line.</param>
    /// <param name="time">Measures patience.</param>
    public TfLuna(SerialLine line, TimeProvider time)
    {
        _line = line;
        _time = time;
        _idle = time.CreateTimer(_ => CloseIfIdle(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>How many frames had a wrong sum since the start: noise on the wire, or another speed.</summary>
    public long Spoilt => _frames.Spoilt;

    /// <inheritdoc/>
    /// <remarks>
    /// The first frame that begins after the call. Too weak an echo is nothing in range: below an amplitude of 100 the
    /// sensor cannot tell a dark jacket from an empty lane. A TF-Luna measures from 20 cm on, a TFmini from 30.
    /// </remarks>
    public override async ValueTask<double?> MeasureAsync(CancellationToken cancellationToken)
    {
        await _one.WaitAsync(cancellationToken);
        try
        {
            var frame = await FrameAsync(Open(), cancellationToken);
            return frame switch
            {
                { IsReliable: false } => null,
                { Centimetres: 0 } => throw new DistanceException(DistanceFault.Unsound, $"The distance sensor at {_line.Name} measures 0 cm: look what covers its window."),
                _ => frame.Centimetres,
            };
        }
        catch (IOException e)
        {
            Close();
            _failed = (_time.GetTimestamp(), e);
            throw NoLine(e);
        }
        finally
        {
            _idle.Change(Idle, Timeout.InfiniteTimeSpan);
            _one.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _idle.Dispose();
        Close();
    }

    private SerialConversation Open()
    {
        if (_conversation is not null)
        {
            return _conversation;
        }

        if (_failed is { } failed && _time.GetElapsedTime(failed.At) < Retry)
        {
            throw NoLine(failed.Why);
        }

        _failed = null;
        return _conversation = new SerialConversation(_line.Open(), _time);
    }

    private async Task<TfFrame> FrameAsync(SerialConversation conversation, CancellationToken cancellationToken)
    {
        // What was sent before the question is as old as the last one.
        conversation.Discard();
        _frames.Restart();
        var began = _time.GetTimestamp();
        var silent = true;
        for (var left = Patience; left > TimeSpan.Zero; left = Patience - _time.GetElapsedTime(began))
        {
            var read = await conversation.ReadAsync(_buffer, left, cancellationToken);
            silent &= read == 0;
            if (_frames.Take(_buffer.AsSpan(0, read), out _) is { } frame)
            {
                return frame;
            }
        }

        throw silent
            ? new DistanceException(
                DistanceFault.NoAnswer, $"The distance sensor at {_line.Name} says nothing: check its supply, and that its TX is at the line's RX.")
            : new DistanceException(
                DistanceFault.Unsound, $"The distance sensor at {_line.Name} says nothing sound: check the speed (115200), the ground wire and its output format.");
    }

    private DistanceException NoLine(IOException why) => new(
        DistanceFault.NoAnswer,
        why is SerialLineException ? why.Message : $"The distance sensor's line {_line.Name} is gone: check its adapter and its cable.",
        why);

    private void CloseIfIdle()
    {
        if (_one.Wait(TimeSpan.Zero))
        {
            Close();
            _one.Release();
        }
    }

    private void Close()
    {
        _conversation?.Dispose();
        _conversation = null;
    }
}

using System.Device.I2c;
using Gatehouse.Hardware.Cards;
using Gatehouse.Hardware.Simulation;
using Microsoft.Extensions.Time.Testing;

namespace Gatehouse.Hardware.IotBindings.Tests;

/// <summary>
/// A simulated PN532 on I²C instead of its serial line (user manual UM0701-02, section 6.2.4): the same frames, each read with
/// a byte in front that says whether there is one. Each read takes a millisecond of the bus's clock.
/// </summary>
internal sealed class Pn532I2c : I2cDevice
{
    private const byte Ready = 0x01;

    private static readonly TimeSpan ReadTakes = TimeSpan.FromMilliseconds(1);
    private static readonly TimeSpan Waking = TimeSpan.FromMilliseconds(5);

    private readonly SimulatedSerialLine _line;
    private readonly FakeTimeProvider _time;
    private readonly Stream _stream;
    private readonly byte[] _buffer = new byte[512];
    private readonly Queue<byte[]> _said = [];
    private Task<int> _reading;
    private bool _awake;

    public Pn532I2c(SimulatedSerialLine line, FakeTimeProvider time)
    {
        (_line, _time) = (line, time);
        _stream = line.Open();
        _reading = Listen();
    }

    public override I2cConnectionSettings ConnectionSettings { get; } = new(1, 0x24);

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        Demand();
        if (!_awake)
        {
            // A chip that sleeps holds the clock down until it is awake.
            Send(Pn532Words.WakeUp);
            _time.Advance(Waking);
            _awake = true;
        }

        var parser = new Pn532FrameParser();
        parser.Add(buffer);
        Assert.True(parser.TryRead(out var frame), "What was written to the PN532 is no frame.");
        // A command takes the place of what was not read.
        Hear();
        _said.Clear();
        // The bytes before and behind a frame are optional; the simulated line wants them.
        Send(Pn532Frame.Encode(frame.Data.Span));
    }

    public override void Read(Span<byte> buffer)
    {
        Demand();
        _time.Advance(ReadTakes);
        Hear();
        buffer.Clear();
        if (!_said.TryPeek(out var frame))
        {
            return;
        }

        buffer[0] = Ready;
        if (buffer.Length > 1)
        {
            _said.Dequeue();
            frame.AsSpan(0, Math.Min(frame.Length, buffer.Length - 1)).CopyTo(buffer[1..]);
        }
    }

    public override void WriteRead(ReadOnlySpan<byte> writeBuffer, Span<byte> readBuffer) =>
        throw new NotSupportedException("A PN532 is not read with a repeated start.");

    protected override void Dispose(bool disposing)
    {
        _stream.Dispose();
        base.Dispose(disposing);
    }

    private void Demand()
    {
        if (_line.Unplugged)
        {
            throw new IOException("Error 121 (Remote I/O error) performing I2C data transfer.");
        }
    }

    private void Send(ReadOnlyMemory<byte> bytes) => _stream.WriteAsync(bytes).AsTask().GetAwaiter().GetResult();

    private void Hear()
    {
        while (_reading.IsCompletedSuccessfully)
        {
            _said.Enqueue(_buffer[.._reading.Result]);
            _reading = Listen();
        }
    }

    private Task<int> Listen()
    {
        var before = SynchronizationContext.Current;
        SynchronizationContext.SetSynchronizationContext(new AtOnce());
        try
        {
            return _stream.ReadAsync(_buffer, 0, _buffer.Length);
        }
        finally
        {
            SynchronizationContext.SetSynchronizationContext(before);
        }
    }

    /// <summary>What arrives while the clock goes on can be read as soon as it has gone on.</summary>
    private sealed class AtOnce : SynchronizationContext
    {
        public override void Post(SendOrPostCallback d, object? state) => d(state);
    }
}

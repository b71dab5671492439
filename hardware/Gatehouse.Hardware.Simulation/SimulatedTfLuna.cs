using System.Buffers.Binary;

namespace Gatehouse.Hardware.Simulation;

/// <summary>A TF-Luna at the far end of a serial line: 100 frames a second, unasked, for as long as someone has the line open.</summary>
public sealed class SimulatedTfLuna : IDisposable
{
    private const int Size = 9;
    private const byte Head = 0x59;
    private const ushort Strong = 3000;
    private const ushort Weak = 60;
    private const ushort Blinded = 0xFFFF;
    private const ushort Beyond = 800;

    // (temperature + 256) · 8
    private const ushort ChipAt40Degrees = 2368;

    private static readonly TimeSpan Period = TimeSpan.FromMilliseconds(10);

    private readonly SimulatedSerialLine _line;
    private readonly ITimer _clock;
    private readonly Lock _one = new();

    public SimulatedTfLuna(SimulatedSerialLine line, TimeProvider time)
    {
        _line = line;
        _clock = time.CreateTimer(_ => Speak(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        line.Opened += OnOpened;
    }

    /// <summary>How far the face is, in whole centimetres on the wire; null when there is none.</summary>
    public double? Centimetres { get => Get(ref field); set => Set(ref field, value); }

    public TfLunaFault Fault { get => Get(ref field); set => Set(ref field, value); }

    /// <summary>How many frames it has sent.</summary>
    public int Sent { get => Get(ref field); private set => Set(ref field, value); }

    public void Dispose()
    {
        _line.Opened -= OnOpened;
        _clock.Dispose();
    }

    private void OnOpened(object? sender, EventArgs e) => _clock.Change(Period, Period);

    private void Speak()
    {
        if (!_line.IsOpen)
        {
            _clock.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        }
        else if (Fault != TfLunaFault.Silent)
        {
            Sent++;
            _line.Send(Frame());
        }
    }

    private byte[] Frame()
    {
        var frame = new byte[Size];
        frame.AsSpan(0, 2).Fill(Head);
        // Where nothing is, little light comes back, and the distance is what noise makes of it.
        var (centimetres, amplitude) = (Centimetres, Fault) switch
        {
            (null, _) => (Beyond, Weak),
            ({ } far, TfLunaFault.Weak) => ((ushort)far, Weak),
            (_, TfLunaFault.Blinded) => (Beyond, Blinded),
            ({ } far, _) => ((ushort)far, Strong),
        };
        BinaryPrimitives.WriteUInt16LittleEndian(frame.AsSpan(2), centimetres);
        BinaryPrimitives.WriteUInt16LittleEndian(frame.AsSpan(4), amplitude);
        BinaryPrimitives.WriteUInt16LittleEndian(frame.AsSpan(6), ChipAt40Degrees);
        var sum = frame.AsSpan(0, Size - 1).ToArray().Sum(value => value);
        frame[^1] = (byte)(Fault == TfLunaFault.BadChecksum ? sum - 1 : sum);
        return frame;
    }

    private T Get<T>(ref T field)
    {
        lock (_one)
        {
            return field;
        }
    }

    private void Set<T>(ref T field, T value)
    {
        lock (_one)
        {
            field = value;
        }
    }
}

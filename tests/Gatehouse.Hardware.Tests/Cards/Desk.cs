using Gatehouse.Hardware.Cards;
using Gatehouse.Hardware.Simulation;
using Gatehouse.Hardware.Simulation.Cards;
using Microsoft.Extensions.Time.Testing;

namespace Gatehouse.Hardware.Tests.Cards;

/// <summary>One of our card readers on a desk.</summary>
internal sealed class Desk : CardDesk, IDisposable
{
    private readonly Pn532 _pn532;
    private readonly Mfrc522 _mfrc522;

    private Desk(CardReaderKind kind, FakeTimeProvider time, byte version)
        : base(time, lies: 500, gone: 1000)
    {
        Field = new SimulatedCardField(time);
        Line = new SimulatedSerialLine(time, Pn532.BaudRate, "/dev/ttyAMA0");
        Serial = new SimulatedPn532(Line, Field, time);
        Chip = new SimulatedMfrc522(Field, time, version);
        _pn532 = new Pn532(Line, time);
        _mfrc522 = new Mfrc522(Chip, time);
        Reader = kind == CardReaderKind.Mfrc522 ? new Mfrc522BadgeReader(_mfrc522, time) : new Pn532BadgeReader(_pn532, time);
    }

    public override SimulatedCardField Field { get; }

    public SimulatedMfrc522 Chip { get; }

    public SimulatedSerialLine Line { get; }

    public SimulatedPn532 Serial { get; }

    public override CardBadgeReader Reader { get; }

    /// <summary>Plays a scene with a reader that is up, unless something is wrong with it.</summary>
    public static void With(CardReaderKind kind, Func<Desk, Task> scene, Action<Desk>? before = null, byte version = 0x92) => Stage.Play(async time =>
    {
        using var desk = new Desk(kind, time, version);
        before?.Invoke(desk);
        await desk.ReadDuringAsync(200, () => scene(desk));
        Assert.Equal(0, desk.Serial.Violations);
    });

    public void Dispose()
    {
        _mfrc522.Dispose();
        _pn532.Dispose();
        Serial.Dispose();
        Chip.Dispose();
    }
}

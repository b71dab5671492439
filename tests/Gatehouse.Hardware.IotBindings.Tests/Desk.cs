using Gatehouse.Hardware.Cards;
using Gatehouse.Hardware.Simulation;
using Gatehouse.Hardware.Simulation.Cards;
using Gatehouse.Hardware.Tests.Cards;
using Microsoft.Extensions.Time.Testing;
using Binding = Iot.Device.Pn532.Pn532;

namespace Gatehouse.Hardware.IotBindings.Tests;

/// <summary>One of the package's card readers on a desk.</summary>
internal sealed class Desk : CardDesk, IDisposable
{
    // The serial line stands in for I²C, where frames do not take time on a wire of their own.
    private const int Fast = 10_000_000;

    private readonly PacedSpi _spi;

    private Desk(CardReaderKind kind, FakeTimeProvider time)
        : base(time, lies: 1000, gone: 1500)
    {
        // The package waits on the processor's clock and blocks: its transfers move the clock of what is at the bus. That of
        // the stage fires no timer while it is moved from within one, so the PN532, which answers by timers, has its own.
        var bus = kind == CardReaderKind.Pn532 ? new FakeTimeProvider() : time;
        Field = new SimulatedCardField(bus);
        Line = new SimulatedSerialLine(bus, Fast);
        Pn532 = new SimulatedPn532(Line, Field, bus);
        Mfrc522 = new SimulatedMfrc522(Field, bus);
        _spi = new PacedSpi(Mfrc522, bus);
        Reader = kind == CardReaderKind.Mfrc522
            ? new IotMfrc522BadgeReader(_spi, time)
            : new IotPn532BadgeReader(() => new Binding(new Pn532I2c(Line, bus)), time);
    }

    public override SimulatedCardField Field { get; }

    public SimulatedMfrc522 Mfrc522 { get; }

    public SimulatedPn532 Pn532 { get; }

    public SimulatedSerialLine Line { get; }

    public override CardBadgeReader Reader { get; }

    /// <summary>Plays a scene with a reader that is up, unless something is wrong with it.</summary>
    public static void With(CardReaderKind kind, Func<Desk, Task> scene, Action<Desk>? before = null) => Stage.Play(async time =>
    {
        using var desk = new Desk(kind, time);
        before?.Invoke(desk);
        await desk.ReadDuringAsync(300, () => scene(desk));
        Assert.False(desk.Field.IsOn);
        Assert.Equal(0, desk.Pn532.Violations);
    });

    public void Dispose()
    {
        _spi.Dispose();
        Pn532.Dispose();
        Mfrc522.Dispose();
    }
}

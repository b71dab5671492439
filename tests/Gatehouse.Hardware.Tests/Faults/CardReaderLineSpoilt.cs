using Gatehouse.Hardware.Simulation.Cards;
using Gatehouse.Hardware.Tests.Cards;

namespace Gatehouse.Hardware.Tests.Faults;

/// <summary>What goes wrong on the serial line of a PN532.</summary>
public sealed class CardReaderLineSpoilt
{
    [Theory]
    [InlineData(Pn532Fault.Silent, "Lost", "acknowledges and does not answer")]
    [InlineData(Pn532Fault.NoAcknowledge, "Lost", "TX and RX are crossed")]
    [InlineData(Pn532Fault.BadChecksum, "Unsound", "is damaged")]
    [InlineData(Pn532Fault.TruncatedFrame, "Unsound", "is damaged")]
    public void For_good_is_told_once_and_mended_without_a_restart(Pn532Fault fault, string trouble, string says) => Desk.With(CardReaderKind.Pn532, async desk =>
    {
        desk.Serial.Inflict(fault);
        await desk.WaitAsync(20_000);
        Assert.Equal([trouble], desk.Troubles);
        Assert.Contains(says, desk.ReaderFailure(), StringComparison.Ordinal);
        desk.Serial.Inflict(Pn532Fault.None);
        await desk.WaitAsync(4000);
        Assert.Equal([trouble, $"{trouble} is over"], desk.Troubles);
        await desk.PresentAsync(new SimulatedCard("9A2B3C4D"));
        Assert.Single(desk.Badges);
    });

    [Theory]
    [InlineData(Pn532Fault.NoAcknowledge, 2)]
    [InlineData(Pn532Fault.BadChecksum, 3)]
    [InlineData(Pn532Fault.TruncatedFrame, 3)]
    [InlineData(Pn532Fault.GarbageBetweenFrames, int.MaxValue)]
    public void For_a_moment_costs_nobody_the_way(Pn532Fault fault, int times) => Desk.With(CardReaderKind.Pn532, async desk =>
    {
        desk.Serial.Inflict(fault, times);
        await desk.PresentAsync(new SimulatedCard("04A1B2C3D4E5F6"));
        Assert.Equal(["UID:04A1B2C3D4E5F6"], desk.Badges);
        Assert.Empty(desk.Troubles);
    });

    [Fact]
    public void Bytes_one_at_a_time_are_read_as_well() => Desk.With(
        CardReaderKind.Pn532,
        async desk =>
        {
            await desk.PresentAsync(new SimulatedCard("04A1B2C3D4E5F6"));
            Assert.Single(desk.Badges);
            Assert.Empty(desk.Troubles);
        },
        desk => desk.Line.ShortReads = true);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(7)]
    [InlineData(40)]
    public void Lost_bytes_never_make_another_badge(int bytes) => Spoilt(desk => desk.Line.BytesToLose = bytes);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(7)]
    [InlineData(40)]
    public void Flipped_bits_never_make_another_badge(int bits) => Spoilt(desk => desk.Line.BitsToFlip = bits);

    private static void Spoilt(Action<Desk> spoil)
    {
        for (var moment = 0; moment < 160; moment += 11)
        {
            var at = moment;
            Desk.With(CardReaderKind.Pn532, async desk =>
            {
                desk.Field.Put(new SimulatedCard("04A1B2C3D4E5F6"));
                await desk.WaitAsync(at);
                spoil(desk);
                await desk.WaitAsync(4000);
                Assert.Equal(["UID:04A1B2C3D4E5F6"], desk.Badges);
            });
        }
    }
}

using Gatehouse.Hardware.Simulation.Cards;
using Gatehouse.Hardware.Tests.Cards;

namespace Gatehouse.Hardware.Tests.Faults;

public sealed class CardReaderUnplugged
{
    [Theory]
    [InlineData(Mfrc522Fault.Unplugged, "Lost", "No MFRC522 answers")]
    [InlineData(Mfrc522Fault.StuckHigh, "Lost", "No MFRC522 answers")]
    [InlineData(Mfrc522Fault.BusError, "Lost", "SPI is switched on")]
    [InlineData(Mfrc522Fault.Denied, "Denied", "group 'spi'")]
    [InlineData(Mfrc522Fault.ForgetsWrites, "Unsound", "MOSI")]
    [InlineData(Mfrc522Fault.TimerStopped, "Unsound", "timer")]
    public void From_the_start_is_told_once_and_mended_without_a_restart(Mfrc522Fault fault, string trouble, string says) => Desk.With(
        CardReaderKind.Mfrc522,
        async desk =>
        {
            await desk.WaitAsync(10_000);
            Assert.Equal([trouble], desk.Troubles);
            Assert.Contains(says, desk.ReaderFailure(), StringComparison.Ordinal);
            desk.Chip.Fault = Mfrc522Fault.None;
            await desk.WaitAsync(2200);
            Assert.Equal([trouble, $"{trouble} is over"], desk.Troubles);
            await desk.PresentAsync(new SimulatedCard("9A2B3C4D"));
            Assert.Single(desk.Badges);
        },
        desk => desk.Chip.Fault = fault);

    [Theory]
    [InlineData(Mfrc522Fault.Unplugged)]
    [InlineData(Mfrc522Fault.StuckHigh)]
    [InlineData(Mfrc522Fault.BusError)]
    public void In_service_at_any_moment_is_told_once_and_makes_no_badge(Mfrc522Fault fault)
    {
        for (var moment = 0; moment < 140; moment += 7)
        {
            var at = moment;
            Desk.With(CardReaderKind.Mfrc522, async desk =>
            {
                await desk.PresentAsync(new SimulatedCard("9A2B3C4D"));
                desk.Field.Put(new SimulatedCard("04A1B2C3D4E5F6"));
                await desk.WaitAsync(at);
                var before = desk.Badges.Count();
                desk.Chip.Fault = fault;
                await desk.WaitAsync(3000);
                Assert.Equal(before, desk.Badges.Count());
                Assert.Equal(["Lost"], desk.Troubles);
                Assert.Empty(desk.Discarded);
                desk.Chip.Fault = Mfrc522Fault.None;
                await desk.WaitAsync(2200);
                Assert.Equal(["Lost", "Lost is over"], desk.Troubles);
                Assert.Equal("UID:04A1B2C3D4E5F6", desk.Badges.Last());
            });
        }
    }

    [Fact]
    public void An_adapter_pulled_out_is_told_once_and_the_line_opened_again_within_two_seconds() => Desk.With(CardReaderKind.Pn532, async desk =>
    {
        desk.Line.Unplugged = true;
        await desk.WaitAsync(30_000);
        Assert.Equal(["Lost"], desk.Troubles);
        Assert.Contains("/dev/ttyAMA0", desk.ReaderFailure(), StringComparison.Ordinal);
        desk.Line.Unplugged = false;
        await desk.WaitAsync(2200);
        Assert.Equal(["Lost", "Lost is over"], desk.Troubles);
        await desk.PresentAsync(new SimulatedCard("9A2B3C4D"));
        Assert.Single(desk.Badges);
    });

    [Fact]
    public void A_line_that_may_not_be_opened_is_told_so() => Desk.With(
        CardReaderKind.Pn532,
        async desk =>
        {
            await desk.WaitAsync(5000);
            Assert.Equal(["Denied"], desk.Troubles);
            Assert.Contains("dialout", desk.ReaderFailure(), StringComparison.Ordinal);
            desk.Line.Denied = false;
            await desk.WaitAsync(2200);
            Assert.Equal(["Denied", "Denied is over"], desk.Troubles);
        },
        desk => desk.Line.Denied = true);

    [Theory]
    [MemberData(nameof(CardBadgeReaderTests.Kinds), MemberType = typeof(CardBadgeReaderTests))]
    public void A_card_that_lay_there_before_and_after_a_short_loss_is_told_once(CardReaderKind kind) => Desk.With(kind, async desk =>
    {
        desk.Field.Put(new SimulatedCard("9A2B3C4D"));
        await desk.WaitAsync(500);
        (desk.Chip.Fault, desk.Line.Unplugged) = (Mfrc522Fault.Unplugged, true);
        await desk.WaitAsync(200);
        (desk.Chip.Fault, desk.Line.Unplugged) = (Mfrc522Fault.None, false);
        await desk.WaitAsync(2000);
        Assert.Equal(["Lost", "Lost is over"], desk.Troubles);
        Assert.Single(desk.Badges);
    });
}

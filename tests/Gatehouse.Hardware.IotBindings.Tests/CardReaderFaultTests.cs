using Gatehouse.Hardware.Simulation.Cards;
using Gatehouse.Hardware.Tests.Cards;

namespace Gatehouse.Hardware.IotBindings.Tests;

public sealed class CardReaderFaultTests
{
    [Theory]
    [InlineData(Mfrc522Fault.Unplugged, "RST")]
    [InlineData(Mfrc522Fault.StuckHigh, "RST")]
    [InlineData(Mfrc522Fault.ForgetsWrites, "MOSI")]
    [InlineData(Mfrc522Fault.BusError, "SPI is switched on")]
    public void An_MFRC522_that_is_lost_is_told_once_and_comes_back(Mfrc522Fault fault, string says) => Desk.With(
        CardReaderKind.Mfrc522,
        async desk =>
        {
            await desk.WaitAsync(4000);
            Assert.Equal(["Lost"], desk.Troubles);
            Assert.Contains(says, desk.ReaderFailure(), StringComparison.Ordinal);
            desk.Mfrc522.Fault = Mfrc522Fault.None;
            await desk.WaitAsync(2500);
            await desk.PresentAsync(new SimulatedCard("9A2B3C4D"));
            Assert.Equal(["Lost", "Lost is over"], desk.Troubles);
            Assert.Equal(["UID:9A2B3C4D"], desk.Badges);
        },
        desk => desk.Mfrc522.Fault = fault);

    [Fact]
    public void An_MFRC522_whose_supply_dipped_is_set_up_anew() => Desk.With(CardReaderKind.Mfrc522, async desk =>
    {
        await desk.PresentAsync(new SimulatedCard("9A2B3C4D"));
        desk.Mfrc522.DipSupply();
        await desk.WaitAsync(1000);
        await desk.PresentAsync(new SimulatedCard("04A1B2C3D4E5F6"));
        Assert.Equal(["UID:9A2B3C4D", "UID:04A1B2C3D4E5F6"], desk.Badges);
        Assert.Equal(["Lost", "Lost is over"], desk.Troubles);
    });

    [Fact]
    public void A_PN532_that_is_unplugged_is_told_once_and_comes_back() => Desk.With(CardReaderKind.Pn532, async desk =>
    {
        desk.Line.Unplugged = true;
        await desk.WaitAsync(10_000);
        Assert.Equal(["Lost"], desk.Troubles);
        desk.Line.Unplugged = false;
        await desk.WaitAsync(4000);
        await desk.PresentAsync(new SimulatedCard("9A2B3C4D"));
        Assert.Equal(["Lost", "Lost is over"], desk.Troubles);
        Assert.Equal(["UID:9A2B3C4D"], desk.Badges);
    });

    [Fact]
    public void A_PN532_that_never_answers_is_told_once() => Desk.With(CardReaderKind.Pn532, async desk =>
    {
        desk.Pn532.Inflict(Pn532Fault.NoAcknowledge);
        await desk.WaitAsync(4000);
        Assert.Equal(["Lost"], desk.Troubles);
        Assert.Contains("does not answer", desk.ReaderFailure(), StringComparison.Ordinal);
    });

    [Fact]
    public void What_a_PN532_says_of_cards_against_itself_is_no_badge() => Desk.With(CardReaderKind.Pn532, async desk =>
    {
        desk.Pn532.Inflict(Pn532Fault.Contradiction, times: 2);
        await desk.PresentAsync(new SimulatedCard("9A2B3C4D"));
        Assert.Equal(["UID:9A2B3C4D"], desk.Badges);
        Assert.Equal(["impossible"], desk.Discarded.Select(d => d.Key));
    });

    [Fact]
    public void A_damaged_answer_of_a_PN532_is_no_badge() => Desk.With(CardReaderKind.Pn532, async desk =>
    {
        desk.Pn532.Inflict(Pn532Fault.BadChecksum, times: 1);
        await desk.PresentAsync(new SimulatedCard("9A2B3C4D"));
        Assert.Equal(["UID:9A2B3C4D"], desk.Badges);
    });

    /// <summary>What the package lacks: our own driver discards both cards as garbled.</summary>
    [Theory]
    [InlineData(true, false)]
    [InlineData(false, true)]
    public void The_MFRC522_does_not_notice_a_wrong_check_of_a_card(bool checkByte, bool crc) => Desk.With(CardReaderKind.Mfrc522, async desk =>
    {
        await desk.PresentAsync(new SimulatedCard("9A2B3C4D") { HasBadCheckByte = checkByte, HasBadCrc = crc });
        Assert.Equal(["UID:9A2B3C4D"], desk.Badges);
        Assert.Empty(desk.Discarded);
    });

    /// <summary>What the package lacks: to our own driver a disturbed card is still there, and is told once.</summary>
    [Fact]
    public void The_MFRC522_takes_a_disturbed_card_for_one_that_left() => Desk.With(CardReaderKind.Mfrc522, async desk =>
    {
        desk.Field.Put(new SimulatedCard("9A2B3C4D"));
        await desk.WaitAsync(1000);
        desk.Mfrc522.Fault = Mfrc522Fault.CorruptAnswers;
        await desk.WaitAsync(2000);
        desk.Mfrc522.Fault = Mfrc522Fault.None;
        await desk.WaitAsync(1000);
        Assert.Equal(["UID:9A2B3C4D", "UID:9A2B3C4D"], desk.Badges);
    });
}

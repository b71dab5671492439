using Gatehouse.Hardware.Simulation.Cards;
using Gatehouse.Hardware.Tests.Cards;

namespace Gatehouse.Hardware.Tests.Faults;

public sealed class CardAnswersCorrupt
{
    [Fact]
    public void A_wrong_check_byte_is_no_badge() => Desk.With(CardReaderKind.Mfrc522, async desk =>
    {
        var card = new SimulatedCard("04A1B2C3D4E5F6") { HasBadCheckByte = true };
        await desk.PresentAsync(card);
        Assert.Empty(desk.Badges);
        Assert.Equal("garbled", Assert.Single(desk.Discarded).Key);

        card.HasBadCheckByte = false;
        await desk.PresentAsync(card);
        Assert.Single(desk.Badges);
    });

    [Fact]
    public void A_wrong_CRC_of_the_acknowledgement_is_no_badge() => Desk.With(CardReaderKind.Mfrc522, async desk =>
    {
        await desk.PresentAsync(new SimulatedCard("9A2B3C4D") { HasBadCrc = true });
        Assert.Empty(desk.Badges);
        Assert.Equal("garbled", Assert.Single(desk.Discarded).Key);
    });

    [Fact]
    public void A_card_whose_answers_are_disturbed_is_still_there() => Desk.With(CardReaderKind.Mfrc522, async desk =>
    {
        desk.Field.Put(new SimulatedCard("9A2B3C4D"));
        await desk.WaitAsync(500);
        desk.Chip.Fault = Mfrc522Fault.CorruptAnswers;
        await desk.WaitAsync(2000);
        desk.Chip.Fault = Mfrc522Fault.None;
        await desk.WaitAsync(500);
        Assert.Single(desk.Badges);
        Assert.Empty(desk.Troubles);
        Assert.InRange(desk.Reader.Discarded["garbled"], 10, 20);
    });

    [Fact]
    public void A_disturbed_card_is_read_as_soon_as_the_disturbance_ends() => Desk.With(
        CardReaderKind.Mfrc522,
        async desk =>
        {
            desk.Field.Put(new SimulatedCard("9A2B3C4D"));
            await desk.WaitAsync(500);
            Assert.Empty(desk.Badges);
            desk.Chip.Fault = Mfrc522Fault.None;
            await desk.WaitAsync(200);
            Assert.Single(desk.Badges);
        },
        desk => desk.Chip.Fault = Mfrc522Fault.CorruptAnswers);

    [Fact]
    public void What_a_reader_says_of_cards_against_itself_is_no_badge() => Desk.With(CardReaderKind.Pn532, async desk =>
    {
        desk.Serial.Inflict(Pn532Fault.Contradiction, times: 2);
        desk.Field.Put(new SimulatedCard("9A2B3C4D"));
        await desk.WaitAsync(250);
        Assert.Empty(desk.Badges);
        await desk.WaitAsync(500);
        Assert.Single(desk.Badges);
        Assert.Equal([KeyValuePair.Create("impossible", 2L)], desk.Discarded);
    });
}

using CsCheck;
using Gatehouse.Hardware.Cards;
using Gatehouse.Hardware.Simulation.Cards;
using Gatehouse.Hardware.Tests.Cards;

namespace Gatehouse.Hardware.Tests.Faults;

public sealed class CardsTwoAtOnce
{
    [Theory]
    [InlineData(CardReaderKind.Mfrc522, "9A2B3C4D", "9A2B3C4E")]
    [InlineData(CardReaderKind.Mfrc522, "9A2B3C4D", "04A1B2C3D4E5F6")]
    [InlineData(CardReaderKind.Mfrc522, "04A1B2C3D4E5F6", "04A1B2C3D4E576")]
    [InlineData(CardReaderKind.Mfrc522, "04A1B2C3D4E5F6", "04A1B2A1B2C3D4E5F6A7")]
    [InlineData(CardReaderKind.Pn532, "9A2B3C4D", "9A2B3C4E")]
    [InlineData(CardReaderKind.Pn532, "04A1B2C3D4E5F6", "04A1B2A1B2C3D4E5F6A7")]
    public void Are_refused_and_counted_once(CardReaderKind kind, string one, string other) => Desk.With(kind, async desk =>
    {
        await desk.PresentAsync(new SimulatedCard(one), new SimulatedCard(other));
        Assert.Empty(desk.Badges);
        Assert.Equal([KeyValuePair.Create("twoCards", 1L)], desk.Discarded);
    });

    [Theory]
    [MemberData(nameof(CardBadgeReaderTests.Kinds), MemberType = typeof(CardBadgeReaderTests))]
    public void Each_alone_is_read_afterwards(CardReaderKind kind) => Desk.With(kind, async desk =>
    {
        SimulatedCard one = new("9A2B3C4D"), other = new("04A1B2C3D4E5F6");
        await desk.PresentAsync(one, other);
        await desk.PresentAsync(other);
        await desk.PresentAsync(one);
        Assert.Equal(["UID:04A1B2C3D4E5F6", "UID:9A2B3C4D"], desk.Badges);
    });

    [Theory]
    [MemberData(nameof(CardBadgeReaderTests.Kinds), MemberType = typeof(CardBadgeReaderTests))]
    public void A_second_card_laid_on_a_first_is_refused(CardReaderKind kind) => Desk.With(kind, async desk =>
    {
        desk.Field.Put(new SimulatedCard("9A2B3C4D"));
        await desk.WaitAsync(500);
        desk.Field.Put(new SimulatedCard("04A1B2C3D4E5F6"));
        await desk.WaitAsync(500);
        Assert.Equal(["UID:9A2B3C4D"], desk.Badges);
        Assert.Equal([KeyValuePair.Create("twoCards", 1L)], desk.Discarded);
    });

    [Theory]
    [MemberData(nameof(CardBadgeReaderTests.Kinds), MemberType = typeof(CardBadgeReaderTests))]
    public void A_card_swapped_for_another_without_a_pause_is_refused(CardReaderKind kind) => Desk.With(kind, async desk =>
    {
        SimulatedCard one = new("9A2B3C4D"), other = new("04A1B2C3D4E5F6");
        desk.Field.Put(one);
        await desk.WaitAsync(500);
        desk.Field.Remove(one);
        desk.Field.Put(other);
        await desk.WaitAsync(500);
        Assert.Equal(["UID:9A2B3C4D"], desk.Badges);
        Assert.Equal([KeyValuePair.Create("twoCards", 1L)], desk.Discarded);
    });

    [Fact]
    public void Three_are_refused_too() => Desk.With(CardReaderKind.Mfrc522, async desk =>
    {
        await desk.PresentAsync(new SimulatedCard("9A2B3C4D"), new SimulatedCard("9A2B3C4E"), new SimulatedCard("9A2B3C4F"));
        Assert.Empty(desk.Badges);
        Assert.Equal([KeyValuePair.Create("twoCards", 1L)], desk.Discarded);
    });

    /// <summary>The same selection that the reader does, over the same bits in the air, until nobody is left.</summary>
    [Fact]
    public void Any_number_of_any_cards_are_told_apart_and_never_mixed() =>
        CardAir.AnyUid.Array[1, 6].Sample(
            uids =>
            {
                var cards = uids.Distinct().Select(uid => new SimulatedCard(uid)).ToArray();
                var air = new CardAir(cards);
                var found = new List<string>();
                while (!air.Field.Send(CardFrame.Request).IsSilence)
                {
                    var selection = air.Select();
                    found.Add(Assert.IsType<CardUid>(selection.Uid).Digits);
                    air.Field.Send(CardFrame.Halt);
                }

                Assert.Equal(uids.Distinct().Order(), found.Order());
            },
            iter: 2000);
}

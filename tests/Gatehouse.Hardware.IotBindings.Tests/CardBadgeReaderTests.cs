using Gatehouse.Hardware.Badges;
using Gatehouse.Hardware.Simulation.Cards;
using Gatehouse.Hardware.Tests.Cards;

namespace Gatehouse.Hardware.IotBindings.Tests;

public sealed class CardBadgeReaderTests
{
    public static readonly TheoryData<CardReaderKind> Kinds = [CardReaderKind.Mfrc522, CardReaderKind.Pn532];

    [Theory]
    [InlineData(CardReaderKind.Mfrc522, "9A2B3C4D")]
    [InlineData(CardReaderKind.Mfrc522, "04A1B2C3D4E5F6")]
    [InlineData(CardReaderKind.Mfrc522, "04112233445566778899")]
    [InlineData(CardReaderKind.Pn532, "9A2B3C4D")]
    [InlineData(CardReaderKind.Pn532, "04A1B2C3D4E5F6")]
    [InlineData(CardReaderKind.Pn532, "04112233445566778899")]
    public void Reads_identifiers_of_every_length_and_records_that_they_prove_nothing(CardReaderKind kind, string uid) => Desk.With(kind, async desk =>
    {
        await desk.PresentAsync(new SimulatedCard(uid));
        var read = Assert.IsType<BadgeRead>(Assert.Single(desk.Events));
        Assert.Equal($"UID:{uid}", read.Badge.ToString());
        Assert.Equal(CredentialTechnology.UidOnly, read.Technology);
        Assert.Empty(desk.Discarded);
    });

    [Theory]
    [MemberData(nameof(Kinds))]
    public void A_card_is_told_once_however_long_it_lies_there_and_again_when_it_comes_again(CardReaderKind kind) => Desk.With(kind, async desk =>
    {
        var card = new SimulatedCard("04A1B2C3D4E5F6", 0x20);
        desk.Field.Put(card);
        await desk.WaitAsync(3000);
        Assert.Single(desk.Badges);
        desk.Field.Remove(card);
        await desk.WaitAsync(1500);
        await desk.PresentAsync(card);
        Assert.Equal(["UID:04A1B2C3D4E5F6", "UID:04A1B2C3D4E5F6"], desk.Badges);
    });

    [Theory]
    [InlineData(CardReaderKind.Mfrc522, "garbled")]
    [InlineData(CardReaderKind.Pn532, "twoCards")]
    public void Two_cards_at_once_are_refused_and_each_alone_is_read_afterwards(CardReaderKind kind, string reason) => Desk.With(kind, async desk =>
    {
        SimulatedCard one = new("9A2B3C4D"), other = new("04A1B2C3D4E5F6");
        await desk.PresentAsync(one, other);
        Assert.Empty(desk.Badges);
        Assert.Equal([reason], desk.Discarded.Select(d => d.Key));
        await desk.PresentAsync(other);
        await desk.PresentAsync(one);
        Assert.Equal(["UID:04A1B2C3D4E5F6", "UID:9A2B3C4D"], desk.Badges);
    });

    [Theory]
    [MemberData(nameof(Kinds))]
    public void A_random_identifier_is_discarded(CardReaderKind kind) => Desk.With(kind, async desk =>
    {
        await desk.PresentAsync(SimulatedCard.WithRandomUid(seed: 1));
        Assert.Empty(desk.Badges);
        Assert.Contains("randomUid", desk.Discarded.Select(d => d.Key));
    });
}

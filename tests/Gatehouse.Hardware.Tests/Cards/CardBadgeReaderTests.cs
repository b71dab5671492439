using Gatehouse.Hardware.Badges;
using Gatehouse.Hardware.Simulation.Cards;

namespace Gatehouse.Hardware.Tests.Cards;

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
    public void Reads_identifiers_of_every_length(CardReaderKind kind, string uid) => Desk.With(kind, async desk =>
    {
        await desk.PresentAsync(new SimulatedCard(uid));
        Assert.Equal([$"UID:{uid}"], desk.Badges);
        Assert.Empty(desk.Discarded);
    });

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Records_that_an_identifier_proves_nothing(CardReaderKind kind) => Desk.With(kind, async desk =>
    {
        await desk.PresentAsync(new SimulatedCard("9A2B3C4D"));
        Assert.Equal(CredentialTechnology.UidOnly, Assert.IsType<BadgeRead>(Assert.Single(desk.Events)).Technology);
    });

    [Theory]
    [MemberData(nameof(Kinds))]
    public void A_card_is_read_within_a_quarter_of_a_second(CardReaderKind kind) => Desk.With(kind, async desk =>
    {
        desk.Field.Put(new SimulatedCard("04A1B2C3D4E5F6"));
        await desk.WaitAsync(250);
        Assert.Single(desk.Badges);
    });

    [Theory]
    [MemberData(nameof(Kinds))]
    public void A_card_that_lies_there_for_ten_seconds_is_told_once(CardReaderKind kind) => Desk.With(kind, async desk =>
    {
        desk.Field.Put(new SimulatedCard("9A2B3C4D"));
        await desk.WaitAsync(10_000);
        Assert.Single(desk.Events);
    });

    [Theory]
    [MemberData(nameof(Kinds))]
    public void The_same_card_presented_twice_is_told_twice(CardReaderKind kind) => Desk.With(kind, async desk =>
    {
        var card = new SimulatedCard("9A2B3C4D");
        await desk.PresentAsync(card);
        await desk.PresentAsync(card);
        Assert.Equal(["UID:9A2B3C4D", "UID:9A2B3C4D"], desk.Badges);
    });

    [Theory]
    [MemberData(nameof(Kinds))]
    public void A_card_that_is_out_of_reach_for_a_moment_was_not_removed(CardReaderKind kind) => Desk.With(kind, async desk =>
    {
        var card = new SimulatedCard("9A2B3C4D");
        desk.Field.Put(card);
        await desk.WaitAsync(500);
        desk.Field.Remove(card);
        await desk.WaitAsync(150);
        desk.Field.Put(card);
        await desk.WaitAsync(1000);
        Assert.Single(desk.Badges);
    });

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Cards_of_several_people_are_told_in_their_order(CardReaderKind kind) => Desk.With(kind, async desk =>
    {
        await desk.PresentAsync(new SimulatedCard("9A2B3C4D"));
        await desk.PresentAsync(new SimulatedCard("04A1B2C3D4E5F6", 0x20));
        await desk.PresentAsync(new SimulatedCard("01020304"));
        Assert.Equal(["UID:9A2B3C4D", "UID:04A1B2C3D4E5F6", "UID:01020304"], desk.Badges);
    });

    [Theory]
    [MemberData(nameof(Kinds))]
    public void A_random_identifier_is_discarded_once_a_presentation(CardReaderKind kind) => Desk.With(kind, async desk =>
    {
        var phone = SimulatedCard.WithRandomUid(seed: 1);
        await desk.PresentAsync(phone);
        await desk.PresentAsync(phone);
        Assert.Empty(desk.Badges);
        Assert.Equal([KeyValuePair.Create("randomUid", 2L)], desk.Discarded);
    });

    [Theory]
    [MemberData(nameof(Kinds))]
    public void A_longer_identifier_that_begins_like_a_random_one_is_read(CardReaderKind kind) => Desk.With(kind, async desk =>
    {
        await desk.PresentAsync(new SimulatedCard("08A1B2C3D4E5F6"));
        Assert.Equal(["UID:08A1B2C3D4E5F6"], desk.Badges);
    });

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Names_every_reason_from_the_start(CardReaderKind kind) => Desk.With(kind, desk =>
    {
        Assert.Equal(["twoCards", "randomUid", "torn", "garbled", "impossible"], desk.Reader.Discarded.Keys);
        Assert.Empty(desk.Reader.LineReasons);
        return Task.CompletedTask;
    });
}

using CsCheck;
using Gatehouse.Hardware.Cards;
using Gatehouse.Hardware.Simulation.Cards;

namespace Gatehouse.Hardware.Tests.Cards;

public sealed class CardSelectionTests
{
    [Theory]
    // Proxmark/proxmark3, issue 412: a MIFARE Classic, as captured between a reader and a card.
    [InlineData("01020304", 0x08, "9320>0102030404", "937001020304048E25>08B6DD")]
    // dev-zzo/ChameleonMini, issue 10: a DESFire card, as captured.
    [InlineData("043B0F1A893180", 0x20, "9320>88043B0FB8", "937088043B0FB8066E>24D836", "9520>1A89318022", "95701A893180221AFF>20FC70")]
    public void Goes_as_captured(string uid, byte acknowledge, params string[] exchanges)
    {
        var selection = new CardSelection();
        foreach (var exchange in exchanges.Select(e => e.Split('>')))
        {
            Assert.Equal(exchange[0], Convert.ToHexString(selection.Next.Bytes.Span));
            Assert.False(selection.IsOver);
            selection.Take(CardAnswer.Of(Convert.FromHexString(exchange[1])));
        }

        Assert.Equal((uid, acknowledge), (selection.Uid?.Digits, selection.Acknowledge));
    }

    /// <summary>
    /// The example of ISO/IEC 14443-3, annex A: a card whose identifier begins with 10 and one with a cascade tag
    /// first differ in the fourth bit, and NVB 24 goes on with the second.
    /// </summary>
    [Fact]
    public void Resolves_the_collision_of_the_standards_example()
    {
        var air = new CardAir(new SimulatedCard("10111213"), new SimulatedCard("04A1B2C3D4E5F6"));
        air.Field.Send(CardFrame.Request);
        var selection = new CardSelection();
        var answer = air.Field.Send(selection.Next);
        Assert.Equal(3, answer.Collision);

        selection.Take(answer);
        Assert.Equal(("932408", 20), (Convert.ToHexString(selection.Next.Bytes.Span), selection.Next.Bits));
        answer = air.Field.Send(selection.Next);
        Assert.Null(answer.Collision);

        selection.Take(answer);
        Assert.Equal("93708804A1B29F", Convert.ToHexString(selection.Next.Bytes.Span[..^2]));
    }

    [Fact]
    public void Any_card_alone_is_selected_in_two_exchanges_a_level() => CardAir.AnyUid.Sample(uid =>
    {
        var air = new CardAir(new SimulatedCard(uid));
        air.Field.Send(CardFrame.Request);
        var selection = new CardSelection();
        var exchanges = 0;
        for (; !selection.IsOver; exchanges++)
        {
            selection.Take(air.Field.Send(selection.Next));
        }

        Assert.Equal(uid, selection.Uid?.Digits);
        Assert.Equal((uid.Length - 2) / 3, exchanges);
    });

    [Theory]
    // A check byte, a length and a CRC that are wrong.
    [InlineData(CardFault.Garbled, "0102030405")]
    [InlineData(CardFault.Garbled, "010203")]
    [InlineData(CardFault.Garbled, "0102030404", "08B6DC")]
    [InlineData(CardFault.Garbled, "0102030404", "08")]
    // A cascade tag at the end, and an end without one.
    [InlineData(CardFault.Impossible, "8804A1B29F", "08B6DD")]
    [InlineData(CardFault.Impossible, "0102030404", "04DA17")]
    // The cascade tag as the fourth byte of seven.
    [InlineData(CardFault.Impossible, "8804A1B29F", "04DA17", "8801020388", "08B6DD")]
    public void Refuses_what_no_card_may_say(CardFault fault, params string[] answers)
    {
        var selection = new CardSelection();
        foreach (var answer in answers)
        {
            Assert.False(selection.IsOver);
            selection.Take(CardAnswer.Of(Convert.FromHexString(answer)));
        }

        Assert.Null(selection.Uid);
        Assert.Equal(fault, selection.Fault);
        Assert.Throws<InvalidOperationException>(() => selection.Take(CardAnswer.Silence));
    }

    [Fact]
    public void A_third_level_may_begin_with_the_cascade_tag()
    {
        var air = new CardAir(new SimulatedCard("04A1B2C3D4E588010203"));
        air.Field.Send(CardFrame.Request);
        Assert.Equal("04A1B2C3D4E588010203", air.Select().Uid?.Digits);
    }

    [Fact]
    public void Silence_is_a_card_torn_away() => Ends(CardFault.Torn, CardAnswer.Silence);

    [Fact]
    public void What_cannot_be_understood_is_garbled() => Ends(CardFault.Garbled, CardAnswer.Garbled);

    [Theory]
    [InlineData(32)]
    [InlineData(39)]
    [InlineData(40)]
    public void A_collision_where_equal_cards_cannot_collide_is_garbled(int bit) => Ends(CardFault.Garbled, CardAnswer.Collided(new byte[5], bit));

    [Fact]
    public void A_collision_in_what_was_settled_is_garbled()
    {
        var selection = new CardSelection();
        selection.Take(CardAnswer.Collided(new byte[5], 12));
        selection.Take(CardAnswer.Collided(new byte[4], 3));
        Assert.Equal(CardFault.Garbled, selection.Fault);
    }

    [Fact]
    public void Whatever_bits_collide_the_frames_grow_and_the_selection_ends() => Gen.Int[0, 39].Array[40].Sample(bits =>
    {
        var selection = new CardSelection();
        var longest = 16;
        foreach (var bit in bits)
        {
            selection.Take(CardAnswer.Collided(new byte[5], bit));
            if (selection.IsOver)
            {
                return;
            }

            Assert.True(selection.Next.Bits > longest);
            longest = selection.Next.Bits;
        }

        Assert.Fail("A part of 32 bits cannot collide 40 times.");
    });

    private static void Ends(CardFault fault, CardAnswer answer)
    {
        var selection = new CardSelection();
        selection.Take(answer);
        Assert.Equal(fault, selection.Fault);
    }
}

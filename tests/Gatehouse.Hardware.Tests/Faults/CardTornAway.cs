using Gatehouse.Hardware.Simulation.Cards;
using Gatehouse.Hardware.Tests.Cards;

namespace Gatehouse.Hardware.Tests.Faults;

public sealed class CardTornAway
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void In_the_middle_of_its_selection_is_no_badge(int answers) => Desk.With(CardReaderKind.Mfrc522, async desk =>
    {
        await desk.PresentAsync(new SimulatedCard("04A1B2C3D4E5F6") { AnswersLeft = answers });
        Assert.Empty(desk.Badges);
        Assert.Equal([KeyValuePair.Create("torn", 1L)], desk.Discarded);
    });

    [Fact]
    public void And_back_again_it_is_read() => Desk.With(CardReaderKind.Mfrc522, async desk =>
    {
        var card = new SimulatedCard("04A1B2C3D4E5F6") { AnswersLeft = 3 };
        desk.Field.Put(card);
        await desk.WaitAsync(150);
        Assert.Empty(desk.Badges);
        card.AnswersLeft = null;
        await desk.WaitAsync(150);
        Assert.Equal(["UID:04A1B2C3D4E5F6"], desk.Badges);
    });

    [Fact]
    public void Just_as_it_was_verified_it_counts() => Desk.With(CardReaderKind.Mfrc522, async desk =>
    {
        await desk.PresentAsync(new SimulatedCard("04A1B2C3D4E5F6") { AnswersLeft = 5 });
        Assert.Equal(["UID:04A1B2C3D4E5F6"], desk.Badges);
    });
}

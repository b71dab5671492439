using Gatehouse.Hardware.Simulation.Cards;
using Gatehouse.Hardware.Tests.Cards;

namespace Gatehouse.Hardware.Tests.Faults;

/// <summary>An MFRC522 whose antenna drivers switch off by themselves: to it every field is empty.</summary>
public sealed class CardReaderTooHot
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void In_service_is_told_once_and_is_over_once(bool cardThere) => Desk.With(CardReaderKind.Mfrc522, async desk =>
    {
        var card = new SimulatedCard("9A2B3C4D");
        desk.Chip.Fault = Mfrc522Fault.TooHot;
        if (cardThere)
        {
            desk.Field.Put(card);
        }

        await desk.WaitAsync(60_000);
        await ToldOnceAndOverOnceAsync(desk);
        desk.Field.Put(card);
        await desk.WaitAsync(500);
        Assert.Single(desk.Badges);
    });

    [Fact]
    public void From_the_start_is_told_once_and_is_over_once() => Desk.With(
        CardReaderKind.Mfrc522,
        async desk =>
        {
            await desk.WaitAsync(60_000);
            await ToldOnceAndOverOnceAsync(desk);
        },
        desk => desk.Chip.Fault = Mfrc522Fault.TooHot);

    private static async Task ToldOnceAndOverOnceAsync(Desk desk)
    {
        Assert.Equal(["Unsound"], desk.Troubles);
        Assert.Contains("too hot", desk.ReaderFailure(), StringComparison.Ordinal);
        Assert.Empty(desk.Badges);
        desk.Chip.Fault = Mfrc522Fault.None;
        await desk.WaitAsync(2200);
        Assert.Equal(["Unsound", "Unsound is over"], desk.Troubles);
    }
}

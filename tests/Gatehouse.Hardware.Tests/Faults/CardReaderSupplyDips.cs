using Gatehouse.Hardware.Simulation.Cards;
using Gatehouse.Hardware.Tests.Cards;

namespace Gatehouse.Hardware.Tests.Faults;

public sealed class CardReaderSupplyDips
{
    [Fact]
    public void A_chip_that_lost_its_settings_is_set_up_again() => Desk.With(CardReaderKind.Mfrc522, async desk =>
    {
        desk.Chip.DipSupply();
        await desk.WaitAsync(1000);
        Assert.Equal(["Supply", "Supply is over"], desk.Troubles);
        Assert.Contains("its supply dipped", desk.ReaderFailure(), StringComparison.Ordinal);
        await desk.PresentAsync(new SimulatedCard("9A2B3C4D"));
        Assert.Single(desk.Badges);
    });

    [Fact]
    public void At_any_moment_of_a_look_no_badge_is_made_up()
    {
        for (var moment = 0; moment < 140; moment += 5)
        {
            var at = moment;
            Desk.With(CardReaderKind.Mfrc522, async desk =>
            {
                desk.Field.Put(new SimulatedCard("04A1B2C3D4E5F6"));
                await desk.WaitAsync(at);
                desk.Chip.DipSupply();
                await desk.WaitAsync(3000);
                Assert.Equal(["Supply", "Supply is over"], desk.Troubles);
                Assert.Equal(["UID:04A1B2C3D4E5F6"], desk.Badges);
            });
        }
    }

    [Fact]
    public void A_reader_that_fell_asleep_is_woken_again() => Desk.With(CardReaderKind.Pn532, async desk =>
    {
        desk.Serial.DipSupply();
        await desk.WaitAsync(2000);
        Assert.Equal(["Lost", "Lost is over"], desk.Troubles);
        await desk.PresentAsync(new SimulatedCard("9A2B3C4D"));
        Assert.Single(desk.Badges);
    });
}

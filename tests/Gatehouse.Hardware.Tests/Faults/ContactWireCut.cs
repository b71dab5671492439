using Gatehouse.Hardware.Gate;
using Gatehouse.Hardware.Tests.Gate;

namespace Gatehouse.Hardware.Tests.Faults;

public sealed class ContactWireCut
{
    [Fact]
    public void A_contact_found_open_is_no_turn() => Panel.With(
        async panel =>
        {
            await panel.MoveAsync(Panel.TurnedOut, 100, 100);

            Assert.Equal([Direction.Out], panel.Turns);
        },
        contactOpen: true);

    [Fact]
    public void A_wire_that_breaks_reads_as_one_turn() => Panel.With(async panel =>
    {
        await panel.MoveAsync(Panel.TurnedIn, 10_000);

        Assert.Equal([Direction.In], panel.Turns);
    });
}

using Gatehouse.Hardware.Gate;
using Gatehouse.Hardware.Tests.Gate;

namespace Gatehouse.Hardware.Tests.Faults;

public sealed class ContactChatters
{
    [Fact]
    public void A_spark_is_no_turn() => Panel.With(async panel =>
    {
        await panel.MoveAsync(Panel.TurnedIn, 3, 2, 5, 200, 19, 100);

        Assert.Empty(panel.Turns);
    });

    [Fact]
    public void A_turn_that_chatters_is_one_turn() => Panel.With(async panel =>
    {
        await panel.MoveAsync(Panel.TurnedIn, 2, 1, 3, 1, 150, 2, 60, 1, 2, 300);

        Assert.Equal([Direction.In], panel.Turns);
    });
}

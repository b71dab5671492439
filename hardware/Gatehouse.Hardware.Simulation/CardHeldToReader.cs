using Gatehouse.Hardware.Badges;
using Gatehouse.Hardware.Simulation.Cards;

namespace Gatehouse.Hardware.Simulation;

/// <summary>A smart-card reader as a person meets it: the card is held to it for half a second.</summary>
public sealed class CardHeldToReader(SimulatedCardField field, TimeProvider time) : SimulatedReader
{
    private static readonly TimeSpan Held = TimeSpan.FromMilliseconds(500);

    // Longer than a reader needs to notice that a card has gone.
    private static readonly TimeSpan Apart = TimeSpan.FromMilliseconds(600);

    public override BadgeNumber Stranger { get; } = new("UID", "04DEADBEEF0000");

    public override async Task PresentAsync(BadgeNumber badge, CancellationToken cancellationToken)
    {
        if (badge.Format != "UID")
        {
            throw new ArgumentException($"{badge} is no smart card: its badge is a UID.", nameof(badge));
        }

        var card = new SimulatedCard(badge.Number);
        field.Put(card);
        await Task.Delay(Held, time, cancellationToken);
        field.Remove(card);
        await Task.Delay(Apart, time, cancellationToken);
    }
}

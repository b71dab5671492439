using Gatehouse.Hardware.Badges;

namespace Gatehouse.Hardware.Simulation;

/// <summary>An OSDP reader as a person meets it.</summary>
public sealed class CardSentByOsdp(SimulatedOsdpReader reader) : SimulatedReader
{
    public override BadgeNumber Stranger { get; } = WiegandFormat.H10301.Badge(255, 65535);

    public override Task PresentAsync(BadgeNumber badge, CancellationToken cancellationToken)
    {
        reader.Present(badge);
        return Task.CompletedTask;
    }
}

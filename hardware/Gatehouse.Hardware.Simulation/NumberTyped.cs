using Gatehouse.Hardware.Badges;
using Gatehouse.Hardware.Simulation.Input;

namespace Gatehouse.Hardware.Simulation;

/// <summary>A reader that types as a person meets it.</summary>
public sealed class NumberTyped(SimulatedKeyboard keyboard) : SimulatedReader
{
    public override BadgeNumber Stranger { get; } = new("KEYS", "0000000000");

    public override Task PresentAsync(BadgeNumber badge, CancellationToken cancellationToken) =>
        badge.Format == "KEYS"
            ? keyboard.PresentAsync(badge.Number, cancellationToken)
            : throw new ArgumentException($"{badge} is nothing that can be typed: its badge is of the format KEYS.", nameof(badge));
}

using Gatehouse.Contract;
using Gatehouse.Kiosk.Lane;
using Gatehouse.Kiosk.Screening;
using Gatehouse.Kiosk.Sync;

namespace Gatehouse.Kiosk.Configuration;

/// <summary>What one kiosk is made of and where it keeps its state.</summary>
/// <param name="Kiosk">The kiosk's name.</param>
/// <param name="State">The folder of its journal and documents.</param>
/// <param name="Credential">The file of its credential, which it gets when it joins a host; null where it works alone.</param>
/// <param name="Devices">Which devices are wired where.</param>
/// <param name="Budget">How well the conditions at the thermometer are known.</param>
/// <param name="Times">The lane's deadlines.</param>
/// <param name="Sync">How records are forwarded.</param>
public sealed record KioskConfiguration(
    KioskId Kiosk, string State, string? Credential, WiringPlan Devices, BudgetConditions Budget, LaneTimes Times, SyncOptions Sync)
{
    /// <summary>Something else than network time keeps the clock, and the installer answers for it.</summary>
    public bool ClockIsKept { get; init; }
}

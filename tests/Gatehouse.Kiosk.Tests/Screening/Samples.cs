using Gatehouse.Contract;
using Gatehouse.Hardware.Temperature;
using Gatehouse.Kiosk.Calibration;
using Gatehouse.Kiosk.Screening;

namespace Gatehouse.Kiosk.Tests.Screening;

/// <summary>Samples and readings for tests; the commissioned emissivity is 1, so that a target is a skin temperature.</summary>
internal static class Samples
{
    public static Policy Policy { get; } = new() { Revision = "p1", Limit = 37.3, GuardFactor = 1, Readings = 3 };

    public static CalibrationRecord Plain { get; } = new("c1", DateTimeOffset.UnixEpoch, "0000000000000001", 65535, 0, 0x9FB4, SkinEmissivity: 1);

    public static ThermometerSample At(double target, double ambient = 22) =>
        new(new Celsius(target), new Celsius(ambient), (ushort)((target + 273.15) * 50), (ushort)((ambient + 273.15) * 50));

    public static UncertaintyBudget Budget { get; } = new(Mlx90614Variant.Dci, new BudgetConditions(), Plain, Policy.FarthestCentimetres);

    public static Burst Burst { get; } = new(Plain, Budget, Policy);

    public static Reading Reading(double? skin, double uncertainty = 0.25, double limit = 37.5) =>
        new(skin is { } degrees ? new Celsius(degrees) : null, skin is null ? null : uncertainty, skin is null ? Kiosk.Screening.Burst.Unstable : null, []) { Limit = skin is null ? null : limit };
}

using Gatehouse.Contract;
using Gatehouse.Hardware.Temperature;

namespace Gatehouse.Kiosk.Screening;

/// <summary>How well the conditions at one gate are known, each as the most that it may be off.</summary>
public sealed record BudgetConditions
{
    /// <summary>The supply at the thermometer, V, 0 to 0.5.</summary>
    public double SupplyVolts { get; init; } = 0.05;

    /// <summary>The emissivity of skin, 0 to 0.05 (0.971 ± 0.005 to 0.98 in the literature).</summary>
    public double Emissivity { get; init; } = 0.01;

    /// <summary>What the skin reflects, for which the instrument's own temperature stands, °C, 0 to 20.</summary>
    public double Reflected { get; init; } = 3;

    /// <summary>The part of the view that is no skin where the person stands well, 0 to 0.2.</summary>
    public double Unfilled { get; init; } = 0.01;

    /// <summary>Half the width of the free forehead, cm, 1 to 10.</summary>
    public double ForeheadRadius { get; init; } = 2.5;

    /// <summary>What the thermometer may have drifted since it was last checked, °C, 0 to 1.</summary>
    public double Drift { get; init; } = 0.1;

    /// <summary>Those that a record names, so that its readings can be computed again.</summary>
    public static BudgetConditions Of(MeasuringConditions recorded) => new()
    {
        SupplyVolts = recorded.SupplyVolts,
        Emissivity = recorded.Emissivity,
        Reflected = recorded.Reflected,
        Unfilled = recorded.Unfilled,
        ForeheadRadius = recorded.ForeheadRadius,
        Drift = recorded.Drift,
    };

    /// <summary>These as a record names them, with the thermometer that they hold for.</summary>
    public MeasuringConditions Recorded(Mlx90614Variant variant) =>
        new(variant.Name, SupplyVolts, Emissivity, Reflected, Unfilled, ForeheadRadius, Drift);
}

using Gatehouse.Kiosk.Screening;

namespace Gatehouse.Kiosk.Configuration;

/// <summary>Reads how well the conditions at a gate are known; what is not said is as <see cref="BudgetConditions"/> has it.</summary>
internal static class BudgetSection
{
    public static BudgetConditions Read(ConfigurationSection root)
    {
        var usual = new BudgetConditions();
        if (root.Section("budget") is not { } section)
        {
            return usual;
        }

        section.Expect("supplyVolts", "emissivity", "reflected", "unfilled", "foreheadRadius", "drift");
        var conditions = new BudgetConditions
        {
            SupplyVolts = section.Decimal("supplyVolts", 0, 0.5) ?? usual.SupplyVolts,
            Emissivity = section.Decimal("emissivity", 0, 0.05) ?? usual.Emissivity,
            Reflected = section.Decimal("reflected", 0, 20) ?? usual.Reflected,
            Unfilled = section.Decimal("unfilled", 0, 0.2) ?? usual.Unfilled,
            ForeheadRadius = section.Decimal("foreheadRadius", 1, 10) ?? usual.ForeheadRadius,
            Drift = section.Decimal("drift", 0, 1) ?? usual.Drift,
        };
        section.Close();
        return conditions;
    }
}

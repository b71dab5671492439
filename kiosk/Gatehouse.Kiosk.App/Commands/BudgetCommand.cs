using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Gatehouse.Hardware.Temperature;
using Gatehouse.Kiosk.App.Running;
using Gatehouse.Kiosk.Configuration;
using Gatehouse.Kiosk.Screening;

namespace Gatehouse.Kiosk.App.Commands;

/// <summary><c>gatehouse-kiosk budget</c>: how far a reading of this gate may be from the truth, cause by cause.</summary>
internal static class BudgetCommand
{
    private const double UsualAmbient = 23;

    public static Command Create()
    {
        var config = CommonOptions.Config();
        var json = CommonOptions.Json();
        var skin = new Option<double?>("--skin") { Description = "The skin temperature, °C; the policy's limit unless said otherwise.", HelpName = "T" };
        var ambient = new Option<double>("--ambient") { Description = "The air, °C.", DefaultValueFactory = _ => UsualAmbient, HelpName = "T" };
        CommonOptions.Within(skin, 0, 60, " °C");
        CommonOptions.Within(ambient, -20, 60, " °C");
        var command = new Command("budget", "Print how far a reading of this gate may be from the truth, cause by cause.") { config, skin, ambient, json };
        Spoken.SetAction(command, async (parsed, output, _) =>
        {
            var configuration = CommonOptions.Read(parsed.GetRequiredValue(config));
            var instrument = KioskRules.LoadInstrument(configuration, _ => { });
            var at = new Celsius(parsed.GetValue(skin) ?? instrument.Policy.Limit);
            var air = new Celsius(parsed.GetValue(ambient));
            var terms = instrument.Budget.Terms(at, air, instrument.Policy.Samples);
            var expanded = instrument.Budget.Expanded(at, air, instrument.Policy.Samples, scatter: 0);
            if (parsed.GetValue(json))
            {
                var said = new Budgeted(
                    at.Degrees, air.Degrees, instrument.Policy.Samples, [.. terms.Select(t => new BudgetedTerm(t.Name, t.Size, t.Unit, t.IsNormal, t.Sensitivity, t.Standard))], expanded);
                await output.WriteLineAsync(JsonSerializer.Serialize(said, AppJson.Default.Budgeted));
                return 0;
            }

            foreach (var line in Lines(configuration, instrument, at, air, terms, expanded))
            {
                await output.WriteLineAsync(line);
            }

            return 0;
        });
        return command;
    }

    private static IEnumerable<string> Lines(
        KioskConfiguration configuration, Instrument instrument, Celsius skin, Celsius ambient, IReadOnlyList<BudgetTerm> terms, double expanded)
    {
        yield return string.Create(
            CultureInfo.InvariantCulture,
            $"Skin of {skin.Degrees:0.0} °C in air of {ambient.Degrees:0.0} °C, MLX90614 {configuration.Devices.Thermometer.Variant.Name}, up to {instrument.Policy.FarthestCentimetres:0} cm, {instrument.Policy.Samples} sample(s)");
        yield return "";
        yield return "cause                 size  spread           °C each   standard, °C";
        foreach (var term in terms)
        {
            yield return string.Create(
                CultureInfo.InvariantCulture,
                $"{term.Name,-14}  {term.Size,7:0.000} {term.Unit,-3} {(term.IsNormal ? "normal" : "even, ±"),-11}  {term.Sensitivity,9:0.000}  {term.Standard,13:0.000}");
        }

        yield return "";
        yield return string.Create(CultureInfo.InvariantCulture, $"U = {expanded:0.00} °C (k=2): the truth is so near in about 95 of 100 readings.");
        yield return expanded > instrument.Policy.MostUncertain
            ? string.Create(CultureInfo.InvariantCulture, $"The policy takes no reading above {instrument.Policy.MostUncertain:0.00} °C: this thermometer can clear and refer nobody here.")
            : string.Create(CultureInfo.InvariantCulture, $"The policy takes readings up to {instrument.Policy.MostUncertain:0.00} °C; the limit {instrument.Policy.Limit:0.0} °C is guarded by {instrument.Policy.GuardFactor * expanded:0.00} °C on either side.");
    }
}

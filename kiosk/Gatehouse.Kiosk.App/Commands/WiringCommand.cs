using System.CommandLine;
using System.Text.Json;
using Gatehouse.Hardware.Gpio;
using Gatehouse.Kiosk.Configuration;
using Gatehouse.Kiosk.Wiring;

namespace Gatehouse.Kiosk.App.Commands;

/// <summary><c>gatehouse-kiosk wiring</c>: draws how the configured devices are wired, and warns of what is unsafe.</summary>
internal static class WiringCommand
{
    public static Command Create()
    {
        var config = CommonOptions.Config();
        var json = CommonOptions.Json();
        var command = new Command("wiring", "Draw how the configured devices are wired to a Raspberry Pi, and warn of what is unsafe.") { config, json, new Option<bool>("--simulate") { Description = "Accepted as everywhere: a drawing needs no device." } };
        Spoken.SetAction(command, async (parsed, output, _) =>
        {
            var configuration = CommonOptions.Read(parsed.GetRequiredValue(config));
            var sheet = WiringSheet.Of(configuration.Devices);
            foreach (var line in parsed.GetValue(json) ? Json(configuration, sheet) : WiringText.Lines(configuration, sheet))
            {
                await output.WriteLineAsync(line);
            }

            return 0;
        });
        return command;
    }

    private static IEnumerable<string> Json(KioskConfiguration configuration, WiringSheet sheet)
    {
        var wires = sheet.Wires.Select(w => new WireLine(
            w.Device, w.Signal, w.Line, RaspberryPiHeader.Pin(w.Line), RaspberryPiHeader.IsPulledUpAtPowerOn(w.Line) ? "high" : "low", WiringText.Between(w.Kind)));
        yield return JsonSerializer.Serialize(
            new Wired(configuration.Kiosk.ToString(), [.. wires], sheet.Ports, sheet.Warnings), AppJson.Default.Wired);
    }
}

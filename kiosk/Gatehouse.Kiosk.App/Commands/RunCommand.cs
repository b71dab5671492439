using System.CommandLine;
using Gatehouse.Kiosk.App.Running;

namespace Gatehouse.Kiosk.App.Commands;

/// <summary><c>gatehouse-kiosk run</c>: drives the lane until it is stopped.</summary>
internal static class RunCommand
{
    public static Command Create(TimeProvider time)
    {
        var config = CommonOptions.Config();
        var json = CommonOptions.Json();
        var records = new Option<bool>("--records") { Description = "Say of each record that it is durable, with its number and hash." };
        var command = new Command("run", "Drive the lane until stopped.") { config, json, records };
#if SIMULATION
        var simulation = new Simulation.SimulationOptions();
        simulation.AddTo(command);
#endif
        Spoken.SetAction(command, async (parsed, output, cancellationToken) =>
        {
            var configuration = CommonOptions.Read(parsed.GetRequiredValue(config));
            var words = new RunWords(output, parsed.GetValue(json), parsed.GetValue(records));
#if SIMULATION
            var site = simulation.Open(parsed, configuration, words, time);
#else
            var site = new Devices.WiredSite(configuration.Devices, time);
#endif
            using (site)
            {
                await KioskRun.RunAsync(configuration, site, words, time, cancellationToken);
            }

            return 0;
        });
        return command;
    }
}

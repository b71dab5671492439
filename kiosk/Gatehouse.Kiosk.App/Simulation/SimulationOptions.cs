using System.CommandLine;
using Gatehouse.Kiosk.App.Commands;
using Gatehouse.Kiosk.App.Devices;
using Gatehouse.Kiosk.App.Running;
using Gatehouse.Kiosk.Configuration;

namespace Gatehouse.Kiosk.App.Simulation;

/// <summary>The options of <c>run</c> that put simulated devices in the place of wired ones.</summary>
internal sealed class SimulationOptions
{
    private readonly Option<bool> _simulate = Simulate();

    private readonly Option<int> _port = new("--simulator-port")
    {
        Description = "The port of the simulator's page on this machine; 0 takes a free one.",
        HelpName = "N",
    };

    private readonly Option<FileInfo?> _people = new("--simulated-people")
    {
        Description = "The made-up people whom the simulator's page offers, with their badge numbers.",
        HelpName = "FILE",
    };

    private readonly Option<double> _speed = new("--speed")
    {
        Description = "How many times faster simulated devices and lane timers run; disk and network stay real.",
        DefaultValueFactory = _ => 1,
        HelpName = "N",
    };

    public SimulationOptions()
    {
        CommonOptions.Within(_speed, 1, 10_000);
        CommonOptions.Within(_port, 0, 65535);
    }

    public static Option<bool> Simulate() => new("--simulate")
    {
        Description = "Use simulated devices; every record then says so, and a host in production refuses them.",
    };

    public void AddTo(Command command)
    {
        command.Add(_simulate);
        command.Add(_port);
        command.Add(_people);
        command.Add(_speed);
        command.Validators.Add(result =>
        {
            if (!result.GetValue(_simulate)
                && (result.GetResult(_port) ?? result.GetResult(_people) ?? result.GetResult(_speed)) is { Implicit: false } stray)
            {
                result.AddError($"{stray.Option.Name} needs --simulate beside it.");
            }
        });
    }

    public GateSite Open(ParseResult parsed, KioskConfiguration configuration, RunWords words, TimeProvider time)
    {
        if (!parsed.GetValue(_simulate))
        {
            return new WiredSite(configuration.Devices, time);
        }

        var people = parsed.GetValue(_people) is { } file ? SimulatedPeople.Read(file) : [];
        var port = parsed.GetResult(_port) is { Implicit: false } ? parsed.GetValue(_port) : (int?)null;
        return new SimulatedSite(configuration, parsed.GetValue(_speed), people, port, words, time);
    }
}

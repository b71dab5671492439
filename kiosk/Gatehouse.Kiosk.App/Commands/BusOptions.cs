using System.CommandLine;
using Gatehouse.Kiosk.App.Devices;
using Gatehouse.Kiosk.Configuration;

namespace Gatehouse.Kiosk.App.Commands;

/// <summary>On which buses a command finds its devices: the kernel's, or with <c>--simulate</c> simulated ones.</summary>
internal sealed class BusOptions
{
#if SIMULATION
    private readonly Option<bool> _simulate = new("--simulate") { Description = "Use simulated devices." };

    private readonly Option<string[]> _faults = new("--simulated-fault")
    {
        Description = "A fault of a simulated device, such as thermometer:badPec or 'reader in:silent'.",
        HelpName = "DEVICE:FAULT",
    };

    private readonly Option<double> _speed = new("--speed")
    {
        Description = "How many times faster simulated devices run.",
        DefaultValueFactory = _ => 1,
        HelpName = "N",
    };
#endif

    public void AddTo(Command command)
    {
#if SIMULATION
        command.Add(_simulate);
        command.Add(_faults);
        command.Add(_speed);
        CommonOptions.Within(_speed, 1, 10_000);
        command.Validators.Add(result =>
        {
            if (!result.GetValue(_simulate) && (result.GetResult(_faults) ?? result.GetResult(_speed)) is { Implicit: false } stray)
            {
                result.AddError($"{stray.Option.Name} needs --simulate beside it");
            }
        });
#endif
    }

    public GateBuses Open(ParseResult parsed, KioskConfiguration configuration, TimeProvider time)
    {
#if SIMULATION
        if (parsed.GetValue(_simulate))
        {
            return Simulation.SimulatedBuses.Of(configuration, time, parsed.GetValue(_speed), parsed.GetValue(_faults) ?? []);
        }
#endif
        return new KernelBuses(configuration.Devices, time);
    }

    /// <summary>Whether the buses are simulated ones.</summary>
    public bool IsSimulated(ParseResult parsed)
    {
#if SIMULATION
        return parsed.GetValue(_simulate);
#else
        return false;
#endif
    }
}

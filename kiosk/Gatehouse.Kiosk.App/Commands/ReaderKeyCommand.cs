using System.CommandLine;
using Gatehouse.Hardware.Badges;
using Gatehouse.Hardware.Osdp;
using Gatehouse.Kiosk.App.Devices;
using Gatehouse.Kiosk.Configuration;
using Gatehouse.Kiosk.Wiring;

namespace Gatehouse.Kiosk.App.Commands;

/// <summary><c>gatehouse-kiosk reader-key in|out</c>: gives an OSDP reader a key of its own, at the bench.</summary>
internal static class ReaderKeyCommand
{
    public static Command Create(TimeProvider time)
    {
        var side = new Argument<string>("SIDE") { Description = "in or out." };
        side.AcceptOnlyFromAmong("in", "out");
        var config = CommonOptions.Config();
        var replace = new Option<bool>("--replace") { Description = "The reader has the key in its keyFile; give it a new one." };
        var source = new BusOptions();
        var command = new Command("reader-key", "Give an OSDP reader a key of its own; alone on its line, at the bench, with the kiosk stopped.") { side, config, replace };
        source.AddTo(command);
        Spoken.SetAction(command, async (parsed, output, cancellationToken) =>
        {
            var configuration = CommonOptions.Read(parsed.GetRequiredValue(config));
            var name = $"reader {parsed.GetRequiredValue(side)}";
            var wiring = Wiring(configuration.Devices, name);
            var current = parsed.GetValue(replace) ? OsdpKeyFile.Read(wiring.KeyFile!, wiring.Direction) : Unkeyed(wiring.KeyFile!);
            using var buses = source.Open(parsed, configuration, time);
            var bench = new OsdpCommissioning(
                buses.Serial(wiring.Port, wiring.BaudRate), new OsdpOptions { Address = (byte)wiring.Address }, buses.Time);
            var next = OsdpKeyFile.Prepare(wiring.KeyFile!, wiring.Direction);
            try
            {
                await bench.SetKeyAsync(current, next.Key, cancellationToken);
            }
            catch (OsdpException e) when (next.IsLeft && e.Fault == ReaderFault.Insecure)
            {
                // It took the key when it was given it before, and the attempt ended too soon to be noticed.
                await bench.SetKeyAsync(next.Key, next.Key, cancellationToken);
            }

            next.Keep(wiring.KeyFile!);
            await output.WriteLineAsync($"The {name} has a key of its own, kept in {wiring.KeyFile}. It is heard in secure channel only from now on.");
            return 0;
        });
        return command;
    }

    private static OsdpWiring Wiring(WiringPlan plan, string name) =>
        plan.Readers.FirstOrDefault(reader => WiringSheet.Name(reader) == name) switch
        {
            OsdpWiring { KeyFile: not null } osdp => osdp,
            OsdpWiring => throw new ConfigurationException($"The {name} has no 'keyFile' in the configuration: add the path where its key shall be kept."),
            null => throw new ConfigurationException($"There is no {name} in the configuration."),
            _ => throw new ConfigurationException($"The {name} is no OSDP reader; only those have keys."),
        };

    private static OsdpKey Unkeyed(string file) => File.Exists(file)
        ? throw new ConfigurationException($"There is a key in {file} already: with --replace the reader that has it is given a new one; for another reader move the file away.")
        : OsdpKey.Default;
}

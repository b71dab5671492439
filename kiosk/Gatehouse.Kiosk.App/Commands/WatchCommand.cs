using System.CommandLine;
using Gatehouse.Kiosk.App.Devices;
using Gatehouse.Kiosk.App.Watching;
using Gatehouse.Kiosk.Configuration;

namespace Gatehouse.Kiosk.App.Commands;

/// <summary><c>gatehouse-kiosk watch DEVICE</c>: shows live what a device says, down to its wires, so that a cable can be found.</summary>
internal static class WatchCommand
{
    public static Command Create(TimeProvider time)
    {
        var device = new Argument<string>("DEVICE") { Description = "thermometer, 'reader in', 'reader out', distance, inputs or turnstile; a dash does for the space." };
        var config = CommonOptions.Config();
        var json = CommonOptions.Json();
        var length = new Option<string?>("--for") { Description = "How long, such as 30 s; until Ctrl-C without it.", HelpName = "TIME" };
        var raw = new Option<bool>("--raw") { Description = "Show the bytes on a serial line or on SPI, too." };
        var source = new BusOptions();
        var command = new Command("watch", "Show live what a device says; the kiosk must not run meanwhile.") { device, config, length, raw, json };
        source.AddTo(command);
        Spoken.SetAction(command, async (parsed, output, cancellationToken) =>
        {
            var configuration = CommonOptions.Read(parsed.GetRequiredValue(config));
            var name = Known(configuration.Devices, parsed.GetRequiredValue(device));
            var lasts = Length(parsed.GetValue(length));
            var lines = new WatchedText(output, parsed.GetValue(json));
            using var buses = source.Open(parsed, configuration, time);
            using var tapped = new TappedBuses(buses, parsed.GetValue(raw), text => Say("raw", text));
            using var drivers = new GateDevices(tapped);
            var watch = new DeviceWatch(configuration.Devices, CommonOptions.Commissioned(configuration), drivers, Say, buses.Time);
            using var end = new CancellationTokenSource(Timeout.InfiniteTimeSpan, buses.Time);
            using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, end.Token);
            try
            {
                var watching = watch.RunAsync(name, stop.Token);
                if (watching.IsFaulted)
                {
                    await watching;
                }

                // The device is open by now: a slow start takes nothing off the time.
                end.CancelAfter(lasts);
                await Task.WhenAll(watching, tapped.LiveAsync(name, forces: true, stop.Token));
            }
            catch (OperationCanceledException) when (stop.IsCancellationRequested)
            {
                // Seen enough.
            }

            return 0;

            void Say(string kind, string text) => lines.Write(new WatchedLine(buses.Time.GetUtcNow(), name, kind, text));
        });
        return command;
    }

    private static string Known(WiringPlan plan, string device)
    {
        var name = device.Replace('-', ' ');
        var known = DeviceWatch.Devices(plan).ToList();
        return known.Contains(name)
            ? name
            : throw new ConfigurationException($"There is no device '{device}' in this configuration; there are {string.Join(", ", known)}.");
    }

    private static TimeSpan Length(string? text) =>
        text is null ? Timeout.InfiniteTimeSpan
        : DurationText.TryParse(text, out var length) ? length
        : throw new ConfigurationException($"'{text}' is no length of time: write one such as \"30 s\" or \"5 min\".");
}

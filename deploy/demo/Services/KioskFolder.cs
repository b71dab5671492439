using System.Text.Json;
using Gatehouse.Contract;
using Gatehouse.Demo.People;
using Gatehouse.Kiosk.Snapshots;

namespace Gatehouse.Demo.Services;

/// <summary>One kiosk's files.</summary>
public sealed record KioskFolder(string Name, string Root)
{
    private const string Wiring =
        """
        {
          // One lane, both ways. Lines are numbers on the GPIO chip.
          "kiosk": "NAME",
          "state": "state",
          "credential": "credential.json",
          "thermometer": { "variant": "DCI", "bus": 1, "address": 90, "settling": "650 ms" },
          "readers": [
            { "direction": "in", "data0": 17, "data1": 27 },
            { "direction": "out", "data0": 22, "data1": 23 }
          ],
          "turnstile": { "releaseIn": 5, "releaseOut": 6, "turnedIn": 12, "turnedOut": 16, "pulse": "300 ms" },
          "light": { "green": 13, "amber": 19, "red": 26 },
          "buzzer": { "line": 18 },
          "distance": { "type": "hc-sr04", "trigger": 10, "echo": 11 },
          "inputs": { "fireLoop": 20, "housing": 21, "mains": 24, "exitButton": 25, "ready": 4 },
          // The disk is shared with everything else on this machine; at a gate half a second is enough.
          "lane": { "journal": "10 s" },
          "sync": { "backOffCap": "5 s" },
          // This machine's clock is believed; at a gate the network's time keeps it.
          "clock": "kept"
        }
        """;

    public string Configuration => Path.Combine(Root, "kiosk.json");

    public string Credential => Path.Combine(Root, "credential.json");

    public string People => Path.Combine(Root, "people.json");

    public string Log => Path.Combine(Root, "kiosk.log");

    public string Journal => Path.Combine(Root, "state", "journal");

    /// <summary>Writes configuration and people, and has the kiosk commission its thermometer.</summary>
    /// <param name="people">Who may be walked through.</param>
    /// <param name="installed">Roster and policy of a kiosk that works alone; null for one that has them from its host.</param>
    /// <param name="program">The kiosk's program.</param>
    /// <param name="time">For its patience.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task PrepareAsync(
        IReadOnlyList<Person> people, (Roster Roster, Policy Policy)? installed, ProgramFile program, TimeProvider time, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(Root);
        await File.WriteAllTextAsync(Configuration, Wiring.Replace("NAME", Name, StringComparison.Ordinal), cancellationToken);
        await File.WriteAllBytesAsync(People, JsonSerializer.SerializeToUtf8Bytes(people, JsonSerializerOptions.Web), cancellationToken);
        if (installed is var (roster, policy))
        {
            var snapshots = new KioskSnapshots(Path.Combine(Root, "state"));
            snapshots.Roster.Store(roster);
            snapshots.PutInForce(policy);
        }

        await using var commissioning = await Service.StartAsync(
            "gatehouse-kiosk commission", program, ["commission", "--config", Configuration, "--simulate"], Log, time);
        var (status, trouble) = await commissioning.EndsAsync(cancellationToken);
        if (status != 0)
        {
            throw new DemoException($"The thermometer of {Name} could not be commissioned: {trouble}");
        }
    }
}

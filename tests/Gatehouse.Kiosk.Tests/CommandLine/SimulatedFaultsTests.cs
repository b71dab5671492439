using System.Text.Json;
using System.Text.RegularExpressions;

namespace Gatehouse.Kiosk.Tests.CommandLine;

/// <summary>Every fault of every simulated device, by its word: whoever watches the device or tests it alone is told what to check.</summary>
public sealed partial class SimulatedFaultsTests : IDisposable
{
    private readonly TempFolder _folder = new();

    /// <summary>What a driver bears: badges are read all the same.</summary>
    private static readonly HashSet<(string Gate, string Fault)> Borne = [("osdp", "reader in:repeats"), ("pn532", "reader in:garbageBetweenFrames")];

    public static TheoryData<string, string, string> Faults()
    {
        using var folder = new TempFolder();
        var all = new TheoryData<string, string, string>();
        var seen = new HashSet<string>();
        foreach (var gate in Bench.Gates)
        {
            foreach (var device in new Bench(folder, gate).Faults().GroupBy(fault => fault.Device, fault => fault.Fault))
            {
                // A device that two gates have is tried at the first of them.
                if (seen.Add($"{device.Key} {string.Join(' ', device)}"))
                {
                    device.ToList().ForEach(fault => all.Add(gate, device.Key, fault));
                }
            }
        }

        return all;
    }

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(Faults))]
    public void Are_told_to_whoever_watches_with_what_to_check(string gate, string device, string fault)
    {
        var bench = new Bench(_folder, gate);
        var watched = device == "arm" ? "turnstile" : device;
        var told = bench.Run("watch", watched, "--simulate", "--simulated-fault", $"{device}:{fault}", "--for", "5 s");
        if (Borne.Contains((gate, $"{device}:{fault}")))
        {
            Assert.Contains("badge", told, StringComparison.Ordinal);
        }
        else
        {
            Assert.Matches(Advice(), told);
        }
    }

    [Theory]
    [MemberData(nameof(Faults))]
    public void Are_found_by_the_self_test_or_it_says_that_alone_it_cannot(string gate, string device, string fault)
    {
        var bench = new Bench(_folder, gate);
        var tested = device == "arm" ? "turnstile" : device;
        var report = bench.Run("selftest", "--simulate", "--unattended", "--json", "--simulated-fault", $"{device}:{fault}");
        var step = JsonDocument.Parse(report).RootElement.GetProperty("steps").EnumerateArray().Single(s => s.GetProperty("device").GetString() == tested);
        var (result, detail) = (step.GetProperty("result").GetString(), step.GetProperty("detail").GetString()!);
        if (Borne.Contains((gate, $"{device}:{fault}")))
        {
            Assert.Equal("ok", result);
        }
        else if (result == "failed")
        {
            Assert.Matches(Advice(), detail);
        }
        else
        {
            Assert.EndsWith("not seen alone", detail, StringComparison.Ordinal);
        }
    }

    [GeneratedRegex("[Cc]heck|[Ll]ook (at|for)|([Ss]witch|[Ii]nterrupt) its supply|[Cc]ommission|[Gg]ive (it|this one) its|must be in the group")]
    private static partial Regex Advice();
}

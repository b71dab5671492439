using System.Text.Json;
using System.Text.RegularExpressions;

namespace Gatehouse.Kiosk.Tests.CommandLine;

/// <summary>Every fault of every simulated device, by its word: whoever watches the device or tests it alone is told what to check.</summary>
public sealed partial class SimulatedFaultsTests : IDisposable
{
    private readonly TempFolder _folder = new();

    /// <summary>What a driver bears: badges are read all the same.</summary>
    private static readonly HashSet<(string Gate, string Fault)> Borne = [("osdp", "reader in:repeats"), ("pn532", "reader in:garbageBetweenFrames")];

    /// <summary>What watching cannot tell: a black body shows the first three, a release the arm, a person's hand or badge the others, as the hint says.</summary>
    private static readonly HashSet<string> Unseen =
    [
        "thermometer:off", "thermometer:noisy", "thermometer:drifting", "arm:sticks", "reader out:silent", "distance:noEcho", "distance:weak", "distance:blinded", "inputs:bridged",
    ];

    /// <summary>The faults of contacts, and how an open one is told; the one with the fault is told first.</summary>
    private static readonly Dictionary<string, string> Contacts = new()
    {
        ["fireLoopOpen"] = "fire loop open",
        ["housingOpen"] = "housing open",
        ["mainsFailed"] = "mains contact open",
        ["exitButtonPressed"] = "exit button open",
        ["turnstileNotReady"] = "turnstile's ready contact open",
    };

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
        var told = Watch(bench, device, fault);
        if (Borne.Contains((gate, $"{device}:{fault}")) || Unseen.Contains($"{device}:{fault}"))
        {
            Assert.Subset(Watch(bench, device, device == "arm" ? "turns" : "none").Select(line => line.Kind).ToHashSet(), told.Select(line => line.Kind).ToHashSet());
        }
        else if (Contacts.TryGetValue(fault, out var contact))
        {
            Assert.Equal(contact, told.First(line => line.Kind == "input").Text);
        }
        else
        {
            Assert.Contains(told, line => line.Kind is "fault" or "discarded" && Advice().IsMatch(line.Text));
        }
    }

    [Theory]
    [MemberData(nameof(Faults))]
    public void What_is_well_is_watched_without_a_fault(string gate, string device, string fault)
    {
        // Once for each device, at its last fault.
        var bench = new Bench(_folder, gate);
        if (bench.Faults().Last(f => f.Device == device).Fault == fault)
        {
            Assert.DoesNotContain(Watch(bench, device, device == "arm" ? "turns" : "none"), line => line.Kind is "fault" or "discarded");
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

    /// <summary>What watching a device tells, but for what it says of any device.</summary>
    private static List<(string Kind, string Text)> Watch(Bench bench, string device, string fault) =>
        bench.Run("watch", device == "arm" ? "turnstile" : device, "--simulate", "--json", "--simulated-fault", $"{device}:{fault}", "--for", "5 s")
            .Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => JsonDocument.Parse(line).RootElement)
            .Select(line => (Kind: line.GetProperty("kind").GetString()!, Text: line.GetProperty("text").GetString()!))
            .Where(line => line.Kind is not ("hint" or "identity"))
            .ToList();

    [GeneratedRegex("[Cc]heck|[Ll]ook (at|for)|([Ss]witch|[Ii]nterrupt) its supply|[Cc]ommission|[Gg]ive (it|this one) its|must be in the group")]
    private static partial Regex Advice();
}

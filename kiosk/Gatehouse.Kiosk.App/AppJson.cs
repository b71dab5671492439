using System.Text.Json;
using System.Text.Json.Serialization;
using Gatehouse.Kiosk.App.SelfTest;
using Gatehouse.Kiosk.App.Watching;
using Gatehouse.Kiosk.Journal;
using Gatehouse.Kiosk.Proof;
using Gatehouse.Kiosk.Replay;
using Gatehouse.Kiosk.Screening;
using Gatehouse.Kiosk.Wiring;

namespace Gatehouse.Kiosk.App;

/// <summary>Answer of <c>install</c>.</summary>
internal sealed record Installed(string Document, string Revision);

/// <summary>Answer of <c>journal export</c>.</summary>
internal sealed record Exported(long Records, string File);

/// <summary>What <c>journal show</c> says in the place of a line that is damaged.</summary>
internal sealed record Damage(string Damaged);

/// <summary>Answer of <c>journal verify</c>.</summary>
internal sealed record Verified(
    bool Whole, long Records, long Erased, long Removed, IReadOnlyList<EpochReport> Epochs, IReadOnlyList<EpochProof> Proofs, IReadOnlyList<string> Problems)
{
    public static Verified Of(JournalReport report, ProofReport proof) =>
        new(report.Whole && proof.Problems.Count == 0, report.Records, report.Erased, report.Removed, report.Epochs, proof.Epochs, [.. report.Problems, .. proof.Problems]);
}

/// <summary>Answer of <c>wiring</c>.</summary>
internal sealed record Wired(string Kiosk, IReadOnlyList<WireLine> Wires, IReadOnlyList<WiredPort> Ports, IReadOnlyList<WiringWarning> Warnings);

/// <summary>One wire to the header; <c>pin</c> is absent where the line is not on it.</summary>
internal sealed record WireLine(string Device, string Signal, int Line, int? Pin, string AtPowerOn, string Between);

/// <summary>Answer of <c>budget</c>: temperatures in °C, <c>expanded</c> is U at k=2.</summary>
internal sealed record Budgeted(double Skin, double Ambient, int Samples, IReadOnlyList<BudgetedTerm> Terms, double Expanded);

/// <summary>One cause of it: its size in its unit, what one unit does to the skin temperature, and what comes of both at k=1.</summary>
internal sealed record BudgetedTerm(string Name, double Size, string Unit, bool Normal, double Sensitivity, double Standard);

/// <summary>Answer of <c>replay</c>: how many were measured, whose verdict and whose readings differ, and how many have each verdict.</summary>
internal sealed record Replayed(string? Policy, int Passages, int Changed, int OtherReadings, IReadOnlyList<ReplayedVerdict> Verdicts, IReadOnlyDictionary<string, int> NotComputed);

/// <summary>How many had a verdict then and have it now.</summary>
internal sealed record ReplayedVerdict(string Verdict, int Then, int Now);

/// <summary>One line of <c>lookback</c>; temperatures in °C. Where the verdict could not be computed again <c>notComputed</c> says why.</summary>
internal sealed record LookedBack(
    DateTimeOffset At, string Epoch, long Sequence, string? Person, string Was, string? ShouldBe, double? SkinThen, double? SkinNow, string? NotComputed = null)
{
    public static LookedBack Of(ReplayedPassage passage) => new(
        passage.At, passage.Epoch, passage.Sequence, passage.Person, passage.Was, passage.Is, Screener.Combined(passage.Recorded), Screener.Combined(passage.Readings));

    public static LookedBack Of(PassageNotComputed passage) => new(
        passage.At, passage.Epoch, passage.Sequence, passage.Person, passage.Was, null, null, null, passage.Why);
}

/// <summary>Said once the readers are armed; <c>signed</c> is false where no host gave the kiosk a key.</summary>
internal sealed record ReadyEvent(string Event, string Kiosk, string Epoch, long Sequence, bool Simulated, bool Signed);

/// <summary>Said when the kiosk has joined a host; the host shows the same words.</summary>
internal sealed record JoinedEvent(string Event, string Kiosk, string Host, string Words);

/// <summary>Said when everything up to a record is durable.</summary>
internal sealed record DurableEvent(string Event, string Epoch, long Sequence, string Hash);

/// <summary>Said when the simulator's page can be opened.</summary>
internal sealed record SimulatorEvent(string Event, string Address);

/// <summary>The command line's own JSON.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(Installed))]
[JsonSerializable(typeof(Exported))]
[JsonSerializable(typeof(Damage))]
[JsonSerializable(typeof(Verified))]
[JsonSerializable(typeof(Wired))]
[JsonSerializable(typeof(Budgeted))]
[JsonSerializable(typeof(Replayed))]
[JsonSerializable(typeof(LookedBack))]
[JsonSerializable(typeof(WatchedLine))]
[JsonSerializable(typeof(SelfTestReport))]
[JsonSerializable(typeof(ReadyEvent))]
[JsonSerializable(typeof(JoinedEvent))]
[JsonSerializable(typeof(DurableEvent))]
[JsonSerializable(typeof(SimulatorEvent))]
internal sealed partial class AppJson : JsonSerializerContext;

using System.Text;
using Gatehouse.Contract;
using Gatehouse.Hardware.Simulation;
using Gatehouse.Kiosk.Calibration;
using Gatehouse.Kiosk.Journal;
using Gatehouse.Kiosk.Replay;
using Gatehouse.Kiosk.Screening;
using Gatehouse.Kiosk.Snapshots;
using Gatehouse.Kiosk.Tests.Journal;
using Gatehouse.Kiosk.Tests.Lane;

namespace Gatehouse.Kiosk.Tests.Replay;

public sealed class VerdictReplayTests : IDisposable
{
    private readonly TempFolder _folder = new();

    private KioskSnapshots State => new(_folder.Path);

    public void Dispose() => _folder.Dispose();

    public static TheoryData<string> Kinds => ["fixed", "air", "crowd", "flag"];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void By_what_was_in_force_every_verdict_and_every_digit_is_the_same(string kind)
    {
        var policy = PolicyOf(kind);
        var passages = Replay(Walked(policy), policy);
        Assert.True(passages.Count > 30);
        Assert.All(passages, p => Assert.True(p.IsSame && p.IsSameVerdict, p.ToString()));
        Assert.Superset(new HashSet<string> { "clear", "refer", "notMeasurable" }, passages.Select(p => p.Was).ToHashSet());
    }

    [Fact]
    public void By_another_policy_others_are_referred()
    {
        var disk = Walked(PolicyOf("fixed"));
        var before = new ReplaySummary(Replay(disk, PolicyOf("fixed")));
        var after = new ReplaySummary(Replay(disk, PolicyOf("fixed"), new Policy { Revision = "tried", Limit = 35.0, Coldest = 34.0 }));
        Assert.Equal(0, before.Changed);
        Assert.True(after.Now(PassageVerdict.Refer) > before.Now(PassageVerdict.Refer));
        Assert.Equal(before.Now(PassageVerdict.Refer), after.Then(PassageVerdict.Refer));
    }

    [Fact]
    public void Under_a_calibration_that_adds_half_a_degree_more_are_referred()
    {
        var disk = Walked(PolicyOf("fixed"));
        Keep(PolicyOf("fixed"));
        var summary = ReplaySummary.WhatIf(State, disk, State.Calibration.Load() with { Correction = new Correction(1, 0.5, 0.1) }, DateTimeOffset.MinValue);
        Assert.True(summary.Now(PassageVerdict.Refer) > summary.Then(PassageVerdict.Refer));
        Assert.Equal(0, ReplaySummary.WhatIf(State, disk, State.Calibration.Load(), DateTimeOffset.MaxValue).Passages);
    }

    [Fact]
    public void A_crowd_before_the_time_asked_for_makes_the_limit_of_those_after()
    {
        var (disk, tried) = (Walked(PolicyOf("fixed")), PolicyOf("crowd") with { Revision = "tried" });
        var all = Replay(disk, PolicyOf("fixed"), tried);
        var late = new VerdictReplay(State) { By = tried }.Run(disk, all[^10].At).ToList();
        Assert.Equal(all[^10..].Select(p => (p.Sequence, p.Is, p.Readings[^1].Limit)), late.Select(p => (p.Sequence, p.Is, p.Readings[^1].Limit)));
        Assert.Contains(late, p => p.Readings[^1].Limit is { } limit && limit != tried.Limit);
    }

    [Fact]
    public void Under_the_calibration_of_then_a_limit_that_followed_the_crowd_changes_nothing()
    {
        var disk = Walked(PolicyOf("crowd"));
        var all = Replay(disk, PolicyOf("crowd"));
        Assert.Equal(0, ReplaySummary.WhatIf(State, disk, State.Calibration.Load(), all[^10].At).Changed);
    }

    [Fact]
    public void What_is_not_known_any_more_is_said_and_not_guessed()
    {
        var disk = Walked(PolicyOf("fixed"));
        State.PutInForce(PolicyOf("fixed") with { Revision = "another" });
        State.PutInForce(CalibrationRecord.Of("c1", DateTimeOffset.UnixEpoch, default));
        var replay = new VerdictReplay(State);
        Assert.Empty(replay.Run(disk, DateTimeOffset.MinValue));
        Assert.Equal("policy p1 unknown", Assert.Single(replay.Left).Key);
    }

    [Fact]
    public void The_conditions_are_known_though_the_records_of_the_start_are_removed()
    {
        var disk = Walked(PolicyOf("fixed"));
        Keep(PolicyOf("fixed"));
        var all = new VerdictReplay(State).Run(disk, DateTimeOffset.MinValue).Count();
        using var removed = Without(disk, line => line.Contains("\"kind\":\"started\"", StringComparison.Ordinal));
        var replay = new VerdictReplay(State);
        Assert.Empty(replay.Run(removed, DateTimeOffset.MinValue));
        Assert.Equal("conditions unknown", Assert.Single(replay.Left).Key);

        State.Conditions.Append(new KnownConditions(new JournalReader(disk).Epochs()[0], 1, new BudgetConditions().Recorded(Hardware.Temperature.Mlx90614Variant.Named("DCI")!)));
        var known = new VerdictReplay(State).Run(removed, DateTimeOffset.MinValue).ToList();
        Assert.Equal(all, known.Count);
        Assert.All(known, p => Assert.True(p.IsSame && p.IsSameVerdict, p.ToString()));
    }

    [Fact]
    public void By_another_policy_who_stood_out_of_its_window_would_not_have_been_measured()
    {
        var near = new Policy { Revision = "near", Limit = 36.2, Coldest = 34, NearestCentimetres = 1, FarthestCentimetres = 2 };
        var passages = Replay(Walked(PolicyOf("fixed")), PolicyOf("fixed"), near);
        Assert.All(passages.Where(p => p.Was == "clear"), p => Assert.True(p.Verdict is Verdict.Remeasure or Verdict.NotMeasurable && p.Readings[0].NotMeasurable == "outOfWindow", p.ToString()));
        Assert.Contains(passages, p => p.Was == "clear");
    }

    [Fact]
    public async Task What_the_host_asks_to_try_is_answered_by_a_record_of_counts()
    {
        var disk = Walked(PolicyOf("fixed"));
        Keep(PolicyOf("fixed"));
        var expected = new ReplaySummary(Replay(disk, PolicyOf("fixed"), new Policy { Revision = "5-77aa0c12", Limit = 35.0, Coldest = 34.0 }));
        var answers = new List<PolicyTried>();
        var trials = new PolicyTrials(
            State,
            () => disk,
            draft =>
            {
                answers.Add(System.Text.Json.JsonSerializer.Deserialize(draft.Body.Span, ContractJson.Default.PolicyTried)!);
                return Task.CompletedTask;
            },
            hasAirSensor: false);
        using var stop = new CancellationTokenSource();
        var running = trials.RunAsync(stop.Token);
        trials.Take(Asked("c1", """{"revision":"5-77aa0c12","limit":35.0,"coldest":34.0}"""));
        trials.Take(Asked("c2", """{"revision":"6-00000000","limit":35.0,"humidityFrom":20}"""));
        await Eventually.HoldsAsync(() => answers.Count == 2);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);

        Assert.Equal(("c1", "5-77aa0c12", null), (answers[0].Command, answers[0].Policy, answers[0].Problem));
        Assert.Equal(expected.Changes, answers[0].Verdicts);
        Assert.Contains(answers[0].Verdicts, v => v.Was == "clear" && v.Is == "refer" && v.Passages > 0);
        Assert.Contains("no air sensor", answers[1].Problem, StringComparison.Ordinal);
        Assert.Empty(answers[1].Verdicts);

        static KioskCommand Asked(string id, string document) => new(
            id, KioskCommand.Try, "user li.wei", DateTimeOffset.UnixEpoch, DateTimeOffset.MaxValue, new PolicyTrial(System.Text.Json.JsonElement.Parse(document), DateTimeOffset.MinValue));
    }

    [Fact]
    public async Task Whose_personal_values_were_erased_is_left_out_and_counted_apart_from_the_lost()
    {
        var disk = Walked(PolicyOf("fixed"));
        Keep(PolicyOf("fixed"));
        var all = new VerdictReplay(State).Run(disk, DateTimeOffset.MinValue).Count();
        var replay = new VerdictReplay(State);
        using var erased = Erased(disk);
        Assert.Empty(replay.Run(erased, DateTimeOffset.MinValue));
        Assert.Equal(all, replay.Left["values lost"]);

        await using (var journal = Journals.Open(erased))
        {
            var said = new ValuesErased(new JournalReader(erased).Epochs()[0], 1, 100_000, ["readings"], all, DateTimeOffset.UnixEpoch, 30, "p1");
            await journal.AppendAsync(JournalDraft.Of(RecordKind.Erased, said, ContractJson.Default.ValuesErased));
        }

        replay = new VerdictReplay(State);
        Assert.Empty(replay.Run(erased, DateTimeOffset.MinValue));
        Assert.Equal((VerdictReplay.Erased, all), (Assert.Single(replay.Left).Key, replay.Left[VerdictReplay.Erased]));
        Assert.All(replay.NotComputed, passage => Assert.Equal((VerdictReplay.Erased, true), (passage.Why, passage.Person is not null && passage.Was.Length > 0)));
    }

    private static Policy PolicyOf(string kind) => kind switch
    {
        "air" => LaneSetting.Usual with { Floor = 35, Ceiling = 37.5, Ambient = new AmbientLimit(22, 0.1) },
        "crowd" => LaneSetting.Usual with { Floor = 35, Ceiling = 37.5, Crowd = new CrowdLimit { Fewest = 10 } },
        "flag" => LaneSetting.Usual with { Mode = GateMode.Flag },
        _ => LaneSetting.Usual,
    };

    /// <summary>A journal of people of all temperatures, some of whom move, some with a thermometer that fails.</summary>
    private static MemoryDisk Walked(Policy policy)
    {
        var disk = new MemoryDisk();
        LaneScene.Play(
            async lane =>
            {
                var random = new Random(3);
                for (var i = 0; i < 36; i++)
                {
                    var skin = 34.6 + (random.NextDouble() * 2.4);
                    if (i % 9 == 4)
                    {
                        await lane.ComesAsync(LaneScene.Ann, 25, 25, 25);
                        await lane.PassAsync(TimeSpan.FromMinutes(6));
                    }

                    lane.Gate.Thermometer.Fault = i == 20 ? Mlx90614Fault.BadPec : Mlx90614Fault.None;
                    await lane.ComesAsync(i % 2 == 0 ? LaneScene.Ann : LaneScene.Ben, skin, skin - 0.2, skin + 0.1);
                    await lane.PassAsync(TimeSpan.FromSeconds(10));
                    lane.Real.Advance(TimeSpan.FromSeconds(10));
                }
            },
            new LaneSetting { Policy = policy, Disk = disk });
        return disk;
    }

    private static MemoryDisk Erased(MemoryDisk disk) => Without(disk, line => JournalLine.IsPersonal(Encoding.UTF8.GetBytes(line)));

    private static MemoryDisk Without(MemoryDisk disk, Predicate<string> goes) => MemoryDisk.Of(disk.Files.ToDictionary(
        file => file.Key,
        file => Encoding.UTF8.GetBytes(string.Concat(Encoding.UTF8.GetString(file.Value).Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Where(line => !goes(line)).Select(line => line + "\n")))));

    private void Keep(Policy policy)
    {
        State.PutInForce(policy);
        State.PutInForce(CalibrationRecord.Of("c1", DateTimeOffset.UnixEpoch, default));
    }

    private List<ReplayedPassage> Replay(MemoryDisk disk, Policy policy, Policy? by = null)
    {
        if (!State.Policy.Exists)
        {
            Keep(policy);
        }

        return [.. new VerdictReplay(State) { By = by }.Run(disk, DateTimeOffset.MinValue)];
    }
}

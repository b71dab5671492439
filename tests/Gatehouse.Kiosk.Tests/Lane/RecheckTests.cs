using Gatehouse.Contract;
using System.Text.Json;
using Gatehouse.Hardware.Simulation;

namespace Gatehouse.Kiosk.Tests.Lane;

public sealed class RecheckTests
{
    private static readonly LaneSetting FiveMinutes = new() { Policy = LaneSetting.Usual with { Coldest = 34.5, RecheckMinutes = 5 } };

    [Fact]
    public void A_cold_face_gets_a_ticket_and_passes_by_it_when_it_is_warm() => LaneScene.Play(
        async lane =>
        {
            Assert.Equal(VisitOutcome.Refused, await lane.ComesAsync(LaneScene.Ann, 33.2));
            await lane.PassAsync(TimeSpan.FromMinutes(5));
            Assert.Equal(VisitOutcome.Passed, await lane.ComesAsync(LaneScene.Ann, 35.0));

            var decided = await lane.DecisionsAsync();
            Assert.Equal(["notMeasurable", "clear"], decided.Select(d => d.Reason));
            Assert.Equal("tooCold", decided[0].NotMeasurable);
            Assert.Equal(decided[0].Passage, decided[0].Ticket);
            Assert.Equal(TimeSpan.FromMinutes(5), decided[0].RecheckFrom - decided[0].ClockIn);
            Assert.Equal((decided[0].Ticket, decided[0].ClockIn, null), (decided[1].Ticket, decided[1].ClockIn, decided[1].RecheckFrom));
        },
        FiveMinutes);

    [Fact]
    public void Who_comes_back_too_early_is_not_measured_and_keeps_the_ticket() => LaneScene.Play(
        async lane =>
        {
            await lane.ComesAsync(LaneScene.Ann, 33.2);
            await lane.PassAsync(TimeSpan.FromMinutes(4));
            Assert.Equal(VisitOutcome.Refused, await lane.ComesAsync(LaneScene.Ann, 35.0));
            await lane.PassAsync(TimeSpan.FromMinutes(1));
            Assert.Equal(VisitOutcome.Passed, await lane.ComesAsync(LaneScene.Ann, 35.0));

            var decided = await lane.DecisionsAsync();
            Assert.Equal(["notMeasurable", "recheckTooEarly", "clear"], decided.Select(d => d.Reason));
            Assert.Equal((null, 0), (decided[1].Verdict, decided[1].Readings));
            Assert.Single(decided.Select(d => (d.Ticket, d.ClockIn)).Distinct());
            Assert.Equal(decided[0].RecheckFrom, decided[1].RecheckFrom);
        },
        FiveMinutes);

    [Fact]
    public void A_face_that_is_still_cold_gets_more_time_and_keeps_the_time_it_came() => LaneScene.Play(
        async lane =>
        {
            await lane.ComesAsync(LaneScene.Ann, 33.2);
            await lane.PassAsync(TimeSpan.FromMinutes(5));
            await lane.ComesAsync(LaneScene.Ann, 34.2);
            await lane.PassAsync(TimeSpan.FromMinutes(5));
            Assert.Equal(VisitOutcome.Passed, await lane.ComesAsync(LaneScene.Ann, 35.0));

            var decided = await lane.DecisionsAsync();
            Assert.Equal(3, decided.Count);
            Assert.Single(decided.Select(d => (d.Ticket, d.ClockIn)).Distinct());
        },
        FiveMinutes);

    [Fact]
    public void Others_are_measured_meanwhile_and_a_ticket_is_used_up_once() => LaneScene.Play(
        async lane =>
        {
            await lane.ComesAsync(LaneScene.Ann, 33.2);
            await lane.PassAsync(TimeSpan.FromSeconds(5));
            Assert.Equal(VisitOutcome.Passed, await lane.ComesAsync(LaneScene.Ben, 35.0));
            await lane.PassAsync(TimeSpan.FromMinutes(5));
            await lane.ComesAsync(LaneScene.Ann, 35.0);
            await lane.PassAsync(TimeSpan.FromSeconds(10));
            await lane.ComesAsync(LaneScene.Ann, 35.0);

            var decided = await lane.DecisionsAsync();
            Assert.Null(decided[1].Ticket);
            Assert.NotNull(decided[2].Ticket);
            Assert.Null(decided[3].Ticket);
        },
        FiveMinutes);

    [Fact]
    public void A_second_badge_of_the_same_person_escapes_no_ticket() => LaneScene.Play(
        async lane =>
        {
            await lane.ComesAsync(LaneScene.Ann, 33.2);
            await lane.PassAsync(TimeSpan.FromMinutes(1));
            Assert.Equal(VisitOutcome.Refused, await lane.ComesAsync(LaneScene.AnnsSecond, 35.0));
            await lane.PassAsync(TimeSpan.FromMinutes(4));
            Assert.Equal(VisitOutcome.Passed, await lane.ComesAsync(LaneScene.AnnsSecond, 35.0));

            var decided = await lane.DecisionsAsync();
            Assert.Equal(["notMeasurable", "recheckTooEarly", "clear"], decided.Select(d => d.Reason));
            Assert.Single(decided.Select(d => (d.Ticket, d.ClockIn)).Distinct());
        },
        FiveMinutes);

    [Fact]
    public void A_kiosk_that_starts_anew_knows_the_tickets_that_were_not_used()
    {
        Journal.MemoryDisk? left = null;
        LaneScene.Play(
            async lane =>
            {
                await lane.ComesAsync(LaneScene.Ann, 33.2);
                await lane.PassAsync(TimeSpan.FromSeconds(5));
                await lane.ComesAsync(LaneScene.Ben, 33.2);
                await lane.PassAsync(TimeSpan.FromMinutes(5));
                Assert.Equal(VisitOutcome.Passed, await lane.ComesAsync(LaneScene.Ben, 35.0));
                await lane.EndAsync();
                left = lane.Disk.AfterPowerCut();
            },
            FiveMinutes);

        LaneScene.Play(
            async lane =>
            {
                await lane.PassAsync(TimeSpan.FromSeconds(5));
                Assert.Equal(VisitOutcome.Refused, await lane.ComesAsync(LaneScene.Ann, 35.0));
                Assert.Equal(VisitOutcome.Passed, await lane.ComesAsync(LaneScene.Ben, 35.0));
                await lane.PassAsync(TimeSpan.FromMinutes(5));
                Assert.Equal(VisitOutcome.Passed, await lane.ComesAsync(LaneScene.Ann, 35.0));

                var decided = (await lane.DecisionsAsync()).ToList();
                Assert.Equal(["A", "B", "B", "A", "B", "A"], decided.Select(d => d.Person));
                Assert.Equal(["notMeasurable", "notMeasurable", "clear", "recheckTooEarly", "clear", "clear"], decided.Select(d => d.Reason));
                Assert.Single(decided.Where(d => d.Person == "A").Select(d => (d.Ticket, d.ClockIn)).Distinct());
                Assert.Null(decided[4].Ticket);
            },
            FiveMinutes with { Disk = left });
    }

    [Fact]
    public void Who_gives_up_before_the_open_arm_keeps_the_time_of_coming_also_over_a_start()
    {
        Journal.MemoryDisk? left = null;
        LaneScene.Play(
            async lane =>
            {
                await lane.ComesAsync(LaneScene.Ann, 33.2);
                await lane.PassAsync(TimeSpan.FromMinutes(5));
                Assert.Equal(VisitOutcome.GaveUp, await lane.ComesAsync(LaneScene.Visitor(LaneScene.Ann, Hardware.Gate.Direction.In, 35) with { GivesUp = true }));
                await lane.PassAsync(TimeSpan.FromSeconds(10));
                await lane.EndAsync();
                left = lane.Disk.AfterPowerCut();
            },
            FiveMinutes);
        LaneScene.Play(
            async lane =>
            {
                // The scene's wall clock stands still, so that the time on the ticket has still to pass.
                await lane.PassAsync(TimeSpan.FromMinutes(5));
                Assert.Equal(VisitOutcome.Passed, await lane.ComesAsync(LaneScene.Ann, 35.0));
                var decided = await lane.DecisionsAsync();
                Assert.Equal(["notMeasurable", "clear", "clear"], decided.Select(d => d.Reason));
                Assert.Single(decided.Select(d => (d.Ticket, d.ClockIn)).Distinct());
            },
            FiveMinutes with { Disk = left });
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Who_went_in_through_the_fire_loop_or_out_again_has_no_ticket_any_more(bool isOut)
    {
        Journal.MemoryDisk? left = null;
        LaneScene.Play(
            async lane =>
            {
                await lane.ComesAsync(LaneScene.Ann, 33.2);
                await lane.PassAsync(TimeSpan.FromSeconds(5));
                if (isOut)
                {
                    await lane.LeavesAsync(LaneScene.Ann);
                }
                else
                {
                    lane.Gate.FireLoopOpen = true;
                    await lane.ComesAsync(LaneScene.Ann, 35);
                    await lane.PassAsync(TimeSpan.FromSeconds(10));
                    lane.Gate.FireLoopOpen = false;
                }

                await lane.PassAsync(TimeSpan.FromSeconds(10));
                Assert.Equal(VisitOutcome.Passed, await lane.ComesAsync(LaneScene.Ann, 35));
                Assert.Null((await lane.DecisionsAsync())[^1].Ticket);
                left = lane.Disk.AfterPowerCut();
            },
            FiveMinutes);
        LaneScene.Play(
            async lane =>
            {
                await lane.PassAsync(TimeSpan.FromSeconds(5));
                Assert.Equal(VisitOutcome.Passed, await lane.ComesAsync(LaneScene.Ann, 35.0));
                Assert.Null((await lane.DecisionsAsync())[^1].Ticket);
            },
            FiveMinutes with { Disk = left });
    }

    [Fact]
    public void A_face_that_moved_may_come_back_at_once() => LaneScene.Play(
        async lane =>
        {
            var visitor = LaneScene.Visitor(LaneScene.Ann, Hardware.Gate.Direction.In, 45);
            await lane.ComesAsync(visitor);
            var decided = Assert.Single(await lane.DecisionsAsync());
            Assert.Equal(("tooHot", true), (decided.NotMeasurable, decided.Ticket is not null));
        },
        FiveMinutes);

    [Fact]
    public void A_thermometer_that_fails_gives_no_ticket() => LaneScene.Play(
        async lane =>
        {
            await lane.ComesAsync(LaneScene.Ann, 35);
            Assert.Null(Assert.Single(await lane.DecisionsAsync()).Ticket);
        },
        FiveMinutes with { Thermometer = Mlx90614Fault.NoAcknowledge });

    [Fact]
    public void A_policy_that_gives_no_time_gives_no_ticket() => LaneScene.Play(
        async lane =>
        {
            await lane.ComesAsync(LaneScene.Ann, 33.2);
            Assert.Equal(VisitOutcome.Passed, await lane.ComesAsync(LaneScene.Ann, 35.0));
            Assert.All(await lane.DecisionsAsync(), d => Assert.Null(d.Ticket));
        },
        FiveMinutes with { Policy = FiveMinutes.Policy with { RecheckMinutes = 0 } });

    public static TheoryData<string, double> Frost => new MatrixTheoryData<string, double>(["policy.json", "policy-ambient.json"], [-0.4, 0, 0.4]);

    // Foreheads of people who came in from 5 degrees of frost, after 0, 1, 3 and 5 minutes (Dzien 2020), each a little warmer or colder than the mean.
    [Theory]
    [MemberData(nameof(Frost))]
    public void By_the_policies_that_ship_nobody_is_clear_by_a_face_from_the_frost_and_the_recheck_settles_it(string file, double own) => LaneScene.Play(
        async lane =>
        {
            // Both policies ask for a self-test, and the gate measures nobody before it.
            await lane.PassAsync(TimeSpan.FromSeconds(10));
            Assert.Equal(VisitOutcome.Refused, await lane.ComesAsync(LaneScene.Ann, 33.2 + own));
            await lane.PassAsync(TimeSpan.FromMinutes(1));
            Assert.Equal(VisitOutcome.Refused, await lane.ComesAsync(LaneScene.Ann, 34.9 + own));
            await lane.PassAsync(TimeSpan.FromMinutes(2));
            Assert.Equal(VisitOutcome.Refused, await lane.ComesAsync(LaneScene.Ann, 35.8 + own));
            await lane.PassAsync(TimeSpan.FromMinutes(3));
            await lane.ComesAsync(LaneScene.Ann, 36.1 + own, 36.1 + own, 36.1 + own);

            var decided = await lane.DecisionsAsync();
            Assert.Equal(["notMeasurable", "recheckTooEarly", "recheckTooEarly"], decided.Take(3).Select(d => d.Reason));
            Assert.True(decided[3].Verdict is "clear" or "refer", decided[3].Verdict);
            Assert.Single(decided.Select(d => d.ClockIn).Distinct());
        },
        new LaneSetting { Policy = JsonSerializer.Deserialize(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, file)), PolicyJson.Default.Policy)! });
}
